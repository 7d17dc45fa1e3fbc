"""What an editor is asked on the way of an import."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from goals.models import Reading
from goals.opensdg import FORMAT as OPEN_SDG
from publishing.admin.layout import DeskSelect
from publishing.languages import reading_language
from publishing.models import KnownHeading
from publishing.resources import resources
from publishing.sheets import fold
from publishing.sheets.sources import LARGEST, MEGABYTE
from reference.models import Economy, Source

FILES = 20
LARGEST_IN_ALL = LARGEST * MEGABYTE
LEAVE_OUT = "-"
ASKED = 100  # headings in one form


def kinds():
    """What the rows of a sheet may be, in the editor's language and the order of the house."""
    language = reading_language()
    return [
        ("", _("Find out from the name of the sheet and its headings")),
        *((resource.name, capfirst(resource.title(language))) for resource in resources()),
        (OPEN_SDG.name, _("Open SDG site")),
    ]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    def __init__(self, **kwargs):
        super().__init__(
            widget=FilesInput(attrs={"accept": ".xlsx,.ods,.csv,.tsv,.txt,.json,.zip,.ics"}), **kwargs
        )

    def clean(self, data, initial=None):
        files = [super(FilesField, self).clean(one, initial) for one in (data if data else [None])]
        if len(files) > FILES:
            raise ValidationError(
                _("At most %(limit)d files at a time; pack more into a ZIP.") % {"limit": FILES}
            )
        if sum(file.size for file in files) > LARGEST_IN_ALL:
            raise ValidationError(too_large())
        return files


def too_large():
    return _("Together the files hold more than %(limit)s. Split them into several imports.") % {
        "limit": filesizeformat(LARGEST_IN_ALL)
    }


class StartForm(forms.Form):
    """Which files, and what is in them where that is not plain."""

    files = FilesField(
        label=_("Files"),
        help_text=_(
            "XLSX, ODS, CSV, JSON, ICS, or a ZIP of an export or of an Open SDG site; several at once if they "
            "belong together. Nothing is written before you have seen what would change."
        ),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Save it again from the program it was made with."),
        },
    )
    kind = forms.ChoiceField(label=_("What the rows are"), choices=kinds, required=False)
    economy = forms.ModelChoiceField(
        Economy.objects.order_by("name_en"),
        label=_("Economy"),
        required=False,
        help_text=_("Whose figures they are; empty if the metadata name it."),
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        label=_("Source"),
        required=False,
        help_text=_("Of the figures; empty if one is to be made for this site."),
    )
    release = forms.CharField(
        label=_("Release"),
        required=False,
        max_length=40,
        help_text=_("Such as 2024-06; empty to go on with that of the last import."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        widget = DeskSelect(Reading._meta.get_field("source"), admin.site)
        widget.choices = self.fields["source"].choices
        self.fields["source"].widget = widget

    @property
    def of_open_sdg(self):
        return [self[name] for name in ("economy", "source", "release")]

    @property
    def options(self):
        """What was chosen, as an import keeps it."""
        given = {name: self.cleaned_data[name] for name in ("kind", "release")}
        economy, source = self.cleaned_data["economy"], self.cleaned_data["source"]
        given |= {"economy": economy.apec_code if economy else "", "source": source.code if source else ""}
        return {name: value for name, value in given.items() if value}


class AgainForm(forms.Form):
    """What could not be found out from the sheets: what the rows are, and what headings mean."""

    kind = forms.ChoiceField(label=_("What the rows are"), choices=kinds, required=False)

    def __init__(self, *args, unknown, **kwargs):
        super().__init__(*args, **kwargs)
        by_name = {resource.name: resource for resource in resources()}
        language = reading_language()
        self.asked = {}
        pairs = list(dict.fromkeys(map(tuple, unknown)))[:ASKED]
        for number, (name, heading) in enumerate(pair for pair in pairs if pair[0] in by_name):
            resource = by_name[name]
            columns = [
                (column.name, f"{column.label(language)} – {column.name}")
                for column in resource.columns.values()
                if column.name not in resource.publication
            ]
            others = (*resource.labels_of_days(language), *resource.labels_beside(language))
            columns += [(name, f"{label} – {name}") for name, label in others]
            field = f"heading_{number}"
            self.asked[field] = (resource, heading)
            self.fields[field] = forms.ChoiceField(
                label=_("“%(heading)s” in %(sheet)s")
                % {"heading": heading, "sheet": resource.title(language)},
                choices=[("", _("– not explained yet –")), (LEAVE_OUT, _("Leave this column out")), *columns],
                required=False,
            )

    @property
    def headings(self):
        return [self[name] for name in self.asked]

    def clean(self):
        cleaned = super().clean()
        taken = {}
        for name, (resource, _heading) in self.asked.items():
            column = cleaned.get(name)
            if not column or column == LEAVE_OUT:
                continue
            if (resource.name, column) in taken:
                self.add_error(name, _("Another heading was given this column already."))
            taken[resource.name, column] = name
        return cleaned

    def remember(self):
        """Keep what the headings mean, for this import and every later one."""
        for name, (resource, heading) in self.asked.items():
            column = self.cleaned_data.get(name)
            if column:
                KnownHeading.objects.update_or_create(
                    resource=resource.name,
                    folded=fold(heading)[:200],
                    defaults={"heading": heading[:200], "column": "" if column == LEAVE_OUT else column},
                )
