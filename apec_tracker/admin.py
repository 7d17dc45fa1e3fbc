"""People who may use the desk. Django's own forms, without the double lists that no screen reader can follow."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from publishing.admin.layout import DeskLayout

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class DeskUserAdmin(UserAdmin):
    filter_horizontal = ()
    formfield_overrides = DeskLayout.formfield_overrides


@admin.register(Group)
class DeskGroupAdmin(GroupAdmin):
    filter_horizontal = ()
