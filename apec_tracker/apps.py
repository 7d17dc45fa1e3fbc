from django.apps import AppConfig


class ApecTrackerConfig(AppConfig):
    name = "apec_tracker"
    verbose_name = "APEC Tracker"
