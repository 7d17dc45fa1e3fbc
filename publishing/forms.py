"""Forms of the desk. They foresee what a model would refuse, so that an editor gets a sentence and not an error."""

from copy import copy

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, router
from django.db.models import F
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from publishing.languages import column, reading_language
from publishing.models import State, Withdrawal

HIGHEST_POSITION = 9999


class DeskForm(forms.ModelForm):
    """A form whose every refusal stands at a field an editor can see, or above the form with the field's name."""

    # Columns of a row below another that are known only when the other has been saved.
    unknown_yet: frozenset[str] = frozenset()
    # Columns that the formset judges for all its rows together.
    judged_together: frozenset[str] = frozenset()
    # What the database refused at an earlier try of the same request.
    refused: tuple[str, ...] = ()

    def add_error(self, field, error):
        if not isinstance(error, ValidationError):
            error = ValidationError(error)
        by_name = getattr(error, "error_dict", None) or {field: error.error_list}
        for name, errors in by_name.items():
            place = self.place_of(name)
            if place is None and name not in (None, NON_FIELD_ERRORS):
                label = capfirst(self._meta.model._meta.get_field(name).verbose_name)
                errors = [ValidationError(f"{label}: {' '.join(ValidationError(errors).messages)}")]
            super().add_error(place, ValidationError(errors))

    def place_of(self, name):
        """The field of this form where an error of a column is shown; None when it has none."""
        if name in (None, NON_FIELD_ERRORS):
            return None
        for candidate in (name, column(name, reading_language())):
            if candidate in self.fields and not self.fields[candidate].widget.is_hidden:
                return candidate
        return None

    def place_of_constraint(self, constraint):
        """Its last field in this form; where the two languages of one text are meant, the first of the two."""
        condition = getattr(constraint, "condition", None)
        named = set(
            getattr(constraint, "fields", ()) or (condition.referenced_base_fields if condition else ())
        )
        # A constraint on expressions, such as one that counts an empty economy as a value.
        named |= {e.name for e in getattr(constraint, "expressions", ()) if isinstance(e, F)}
        here = [name for name in self.fields if name in named and self.place_of(name)]
        if not here:
            return None
        model = self._meta.model
        same_text = {
            getattr(getattr(model._meta.get_field(n), "translated_field", None), "name", n) for n in here
        }
        return here[0] if len(same_text) == 1 else here[-1]

    def judge(self, exclude=None):
        """What the record's validate_constraints does, with each sentence at the field it is about."""
        exclude = {*(exclude or ()), *self.judged_together}
        using = router.db_for_write(self._meta.model, instance=self.instance)
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self.instance, exclude=exclude, using=using)
                except ValidationError as error:
                    self.add_error(self.place_of_constraint(constraint), ValidationError(error.messages))

    def _post_clean(self):
        # A form cannot say where a broken constraint belongs; for this once the record asks the form.
        self.instance.validate_constraints = self.judge
        try:
            super()._post_clean()
        finally:
            del self.instance.validate_constraints
        if not self.errors:
            self.foresee()
        for sentence in self.refused:
            self.add_error(None, sentence)

    def foresee(self):
        """Do on a copy what save() will do, for all that follows from fields which are not in the form."""
        trial = copy(self.instance)
        try:
            trial.tidy()
            trial.full_clean(exclude={*self.unknown_yet, *self.judged_together})
        except ValidationError as error:
            self.add_error(None, error)


class RecordForm(DeskForm):
    """A form that notices when somebody else saved the record since it was opened."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.changed_at.isoformat()

    def clean(self):
        cleaned = super().clean()
        seen = self.cleaned_data.get("seen")
        if self.instance.pk and seen and seen != (now := self.changed_in_database()):
            self.refuse_overwriting()
            # The next save is made with both texts in sight.
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = now
        return cleaned

    def changed_in_database(self):
        rows = type(self.instance)._base_manager.select_for_update().order_by().filter(pk=self.instance.pk)
        changed = rows.values_list("changed_at", flat=True).first()
        return changed.isoformat() if changed else ""

    def refuse_overwriting(self):
        self.add_error(
            None,
            _(
                "Somebody else saved this record while it was open here. Nothing has been saved yet. Where the "
                "two differ, what is stored now stands at the field; saving again replaces it with what you see."
            ),
        )
        for name in self.changed_data:
            if name != "seen" and name in self.fields:
                self.add_error(name, _("Stored now: %(text)s") % {"text": self.stored(name) or "—"})

    def stored(self, name):
        value = self.initial.get(name)
        if isinstance(value, list):
            return "; ".join(map(str, value))
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return str(field.queryset.filter(pk=value).first() or "") if value else ""
        return str(dict(getattr(field, "choices", ())).get(value, value) if value is not None else "")


class DeskFormSetMixin:
    """Rows below a record: they are judged together, and may change places or stay without a number."""

    @property
    def is_ordered(self):
        return any(field.name == "position" for field in self.model._meta.fields)

    def below(self):
        """The columns that name the record the rows belong to."""
        raise NotImplementedError

    def add_fields(self, form, index):
        super().add_fields(form, index)
        position = form.fields.get("position")
        if position is not None:
            position.required = False
            position.help_text = position.help_text or _("Empty: after the others.")
            position.widget.attrs["max"] = HIGHEST_POSITION

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        self.prepare(form)
        return form

    @property
    def empty_form(self):
        form = super().empty_form
        self.prepare(form)
        return form

    def prepare(self, form):
        if self.is_ordered:
            form.judged_together = frozenset({"position"})
            if form.instance.pk is None:
                form.initial["position"] = None
        if getattr(self.instance, "pk", None) is None:
            form.unknown_yet = frozenset(self.below())

    def kept(self):
        """The forms whose rows will be there after saving."""
        for form in self.forms:
            if self.can_delete and self._should_delete_form(form):
                continue
            if form.empty_permitted and not form.has_changed():
                continue
            if form.is_valid():
                yield form

    def validate_unique(self):
        kept = list(self.kept())
        if self.is_ordered and "position" in self.form.base_fields:
            self.number(kept)
        for constraint in self.model._meta.constraints:
            if not isinstance(constraint, models.UniqueConstraint) or constraint.condition is not None:
                continue
            names = [name for name in constraint.fields if name not in self.below()]
            if not names or len(names) == len(constraint.fields):
                continue
            taken = set()
            for form in kept:
                values = tuple(getattr(form.instance, self.model._meta.get_field(n).attname) for n in names)
                if values in taken:
                    form.add_error(form.place_of_constraint(constraint), constraint.violation_error_message)
                taken.add(values)

    def number(self, kept):
        """Give a number to the rows that have none, after the others."""
        for form in kept:
            given = form.cleaned_data.get("position")
            if given is not None and given > HIGHEST_POSITION:
                form.add_error("position", _("At most %(limit)d.") % {"limit": HIGHEST_POSITION})
        last = max((form.cleaned_data.get("position") or 0 for form in kept), default=0)
        for form in kept:
            if form.cleaned_data.get("position") is None and "position" in form.fields:
                last += 1
                form.cleaned_data["position"] = form.instance.position = last

    def save(self, commit=True):
        if commit and self.is_ordered:
            self.make_room()
        return super().save(commit)

    def make_room(self):
        """Set aside the numbers of rows that move or go, so that two rows can change places."""
        moving = [
            form.instance.pk
            for form in self.initial_forms
            if form in self.deleted_forms or "position" in form.changed_data
        ]
        rows = self.model._base_manager.filter(pk__in=[pk for pk in moving if pk is not None])
        rows.update(position=F("position") + HIGHEST_POSITION + 1)


class DeskInlineFormSet(DeskFormSetMixin, forms.BaseInlineFormSet):
    def below(self):
        return (self.fk.name,)


class WithdrawForm(forms.Form):
    """How the chosen records are withdrawn, and what readers are told."""

    withdrawn_as = forms.ChoiceField(
        label=_("How"), choices=Withdrawal.choices, widget=forms.RadioSelect, initial=Withdrawal.KEPT
    )
    withdrawn_note_zh_hant = forms.CharField(
        label=_("Note – Chinese"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "zh-Hant"}),
    )
    withdrawn_note_en = forms.CharField(
        label=_("Note – English"), required=False, widget=forms.Textarea(attrs={"rows": 3, "lang": "en"})
    )
    replaced_by = forms.CharField(
        label=_("Code of the record that replaces it"),
        required=False,
        help_text=_("Only if it is replaced: for example MTG-2024-014."),
    )

    def __init__(self, *args, model, **kwargs):
        super().__init__(*args, **kwargs)
        self.model = model

    def clean_replaced_by(self):
        code = self.cleaned_data["replaced_by"].strip().upper()
        if not code:
            return None
        found = self.model._default_manager.filter(code=code).exclude(state=State.WITHDRAWN).first()
        if found is None:
            raise ValidationError(_("There is no such record that still stands."))
        return found

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("withdrawn_as") == Withdrawal.REPLACED and not (
            cleaned.get("replaced_by") or "replaced_by" in self.errors
        ):
            self.add_error("replaced_by", _("Name the record that replaces this one."))
        if cleaned.get("withdrawn_as") != Withdrawal.REPLACED:
            cleaned["replaced_by"] = None
        return cleaned
