"""What belongs to no room: imports, and the people who may use the desk."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from apec_tracker.desk_imports.views import ImportDesk
from publishing.admin.imports.headings import HeadingDesk
from publishing.admin.layout import DeskLayout
from publishing.models import ImportRun, KnownHeading

admin.site.register(ImportRun, ImportDesk)
admin.site.register(KnownHeading, HeadingDesk)
admin.site.unregister(User)
admin.site.unregister(Group)

# Django's own forms, without the double lists that no screen reader can follow.


@admin.register(User)
class DeskUserAdmin(UserAdmin):
    filter_horizontal = ()
    formfield_overrides = DeskLayout.formfield_overrides


@admin.register(Group)
class DeskGroupAdmin(GroupAdmin):
    filter_horizontal = ()
