from django.apps import AppConfig

# As a module: with AdminConfig itself here, Django would see a second candidate for this app's configuration.
from django.contrib.admin import apps as admin_apps


class ApecTrackerConfig(AppConfig):
    name = "apec_tracker"
    verbose_name = "APEC Tracker"


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin, with our desk as its site."""

    default = False
    default_site = "apec_tracker.desk.DeskSite"
