from django.db import migrations, models

STATES = [
    ("preparing", "being read"),
    ("previewed", "ready to be written"),
    ("written", "written"),
    ("unchanged", "nothing to write"),
    ("refused", "refused"),
    ("cancelled", "cancelled"),
    ("interrupted", "interrupted; nothing was written"),
    ("undoing", "being taken back"),
    ("undone", "taken back"),
]


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="importrun", name="importrun_status_is_known"),
        migrations.AlterField(
            model_name="importrun",
            name="status",
            field=models.CharField(
                choices=STATES, default="preparing", max_length=12, verbose_name="status"
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(status__in=[state for state, _words in STATES]),
                name="importrun_status_is_known",
            ),
        ),
        migrations.AddField(
            model_name="importedrow",
            name="saved_before",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="importedrow",
            name="reversed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
