from django import forms
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.languages import reading_language
from publishing.models import KnownHeading
from publishing.resources import resources
from publishing.sheets import fold


def sheets():
    language = reading_language()
    return [(resource.name, capfirst(resource.title(language))) for resource in resources()]


class HeadingForm(forms.ModelForm):
    resource = forms.ChoiceField(
        label=capfirst(KnownHeading._meta.get_field("resource").verbose_name), choices=sheets
    )

    class Meta:
        model = KnownHeading
        fields = ("resource", "heading", "column")

    def clean(self):
        cleaned = super().clean()
        resource = next((one for one in resources() if one.name == cleaned.get("resource")), None)
        column = cleaned.get("column")
        if resource and column:
            found = resource.column_of(column)
            if found is None or found in resource.publication:
                names = [name for name in resource.columns if name not in resource.publication]
                names = ", ".join((*names, *resource.beside, *dict.fromkeys(resource.days.values())))
                self.add_error(
                    "column", _("There is no such column. There is: %(names)s.") % {"names": names}
                )
            else:
                cleaned["column"] = found
        if heading := cleaned.get("heading"):
            self.instance.folded = fold(heading)[:200]
            if not self.instance.folded:
                self.add_error("heading", _("Write the heading as it stands in the sheet."))
        return cleaned

    def _get_validation_exclusions(self):
        # Which headings are the same is judged by their folded form, which nobody types.
        return super()._get_validation_exclusions() - {"folded"}


class HeadingDesk(admin.ModelAdmin):
    """What headings of other people's sheets mean, to be looked at and corrected."""

    form = HeadingForm
    list_display = ("heading", "sheet", "meaning")
    list_filter = ("resource",)
    search_fields = ("heading", "column")
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    fieldsets = [(None, {"fields": ["resource", "heading", "column"], "classes": ["desk-set"]})]

    @admin.display(description=gettext_lazy("sheet"), ordering="resource")
    def sheet(self, known):
        return dict(sheets()).get(known.resource, known.resource)

    @admin.display(description=gettext_lazy("column"), ordering="column")
    def meaning(self, known):
        return known.column or _("left out")
