import django.core.validators
import django.db.models.deletion
import publishing.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('dialogues', '0001_initial'),
        ('goals', '0001_initial'),
        ('meetings', '0001_initial'),
        ('reference', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(blank=True, help_text='The last part of the page’s address, for example 2024-som2. Leave empty to have it made from the English name. An earlier address keeps leading here.', max_length=120, unique=True, verbose_name='address')),
                ('former_addresses', models.TextField(blank=True, default='', editable=False)),
                ('when', publishing.fields.EDTFField(blank=True, default='', help_text='As precise as the source, no more: 2024 · 2024-05 · 2024-05-13 · 2024-06-08/2024-06-09 · 2024-41 (second half) · 2024-33 (first quarter) · 2024-05~ (about) · /2024-08-25 (only the end is known). Empty means to be advised.', max_length=64, verbose_name='when')),
                ('when_words', models.CharField(blank=True, default='', help_text='The words of the source, for example “the week before SOM2”.', max_length=200, verbose_name='date as announced')),
                ('when_words_zh_hant', models.CharField(blank=True, default='', help_text='The words of the source, for example “the week before SOM2”.', max_length=200, null=True, verbose_name='date as announced')),
                ('when_words_en', models.CharField(blank=True, default='', help_text='The words of the source, for example “the week before SOM2”.', max_length=200, null=True, verbose_name='date as announced')),
                ('is_tentative', models.BooleanField(default=False, help_text='The date may still change; readers are told.', verbose_name='tentative')),
                ('first_day', models.DateField(blank=True, db_index=True, editable=False, null=True, verbose_name='first possible day')),
                ('last_day', models.DateField(blank=True, db_index=True, editable=False, null=True, verbose_name='last possible day')),
                ('precision', models.CharField(blank=True, default='', editable=False, max_length=10, verbose_name='precision')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('review', 'in review'), ('published', 'published'), ('withdrawn', 'withdrawn')], db_index=True, default='draft', help_text='Only “published” can be seen by the public. Imports arrive as drafts.', max_length=10, verbose_name='state')),
                ('published_from', models.DateTimeField(blank=True, help_text='Empty means at once.', null=True, verbose_name='published from')),
                ('published_until', models.DateTimeField(blank=True, help_text='Empty means without an end.', null=True, verbose_name='published until')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('code', models.CharField(blank=True, help_text='Never changes once given, for example MTG-2024-014. Leave empty to have one made.', max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z]{2,4}-[A-Z0-9]+(-[A-Z0-9]+)*\\Z', 'A code is capital letters, a hyphen, then letters or digits, for example MTG-2024-014.')], verbose_name='code')),
                ('withdrawn_as', models.CharField(blank=True, choices=[('error', 'entered in error: the page is gone, a note stays'), ('replaced', 'replaced: the page leads to the new record'), ('kept', 'withdrawn: still readable under a notice')], default='', max_length=10, verbose_name='withdrawn how')),
                ('withdrawn_note', models.TextField(blank=True, default='', help_text='Readers see this sentence on the page.', verbose_name='note on the withdrawal')),
                ('withdrawn_note_zh_hant', models.TextField(blank=True, default='', help_text='Readers see this sentence on the page.', null=True, verbose_name='note on the withdrawal')),
                ('withdrawn_note_en', models.TextField(blank=True, default='', help_text='Readers see this sentence on the page.', null=True, verbose_name='note on the withdrawal')),
                ('title', models.CharField(max_length=250, verbose_name='title')),
                ('title_zh_hant', models.CharField(max_length=250, null=True, verbose_name='title')),
                ('title_en', models.CharField(max_length=250, null=True, verbose_name='title')),
                ('lead', models.TextField(blank=True, default='', verbose_name='opening')),
                ('lead_zh_hant', models.TextField(blank=True, default='', null=True, verbose_name='opening')),
                ('lead_en', models.TextField(blank=True, default='', null=True, verbose_name='opening')),
                ('body', models.TextField(help_text='Markdown. Footnotes: write [^1] in the text and [^1]: note below.', verbose_name='text')),
                ('body_zh_hant', models.TextField(help_text='Markdown. Footnotes: write [^1] in the text and [^1]: note below.', null=True, verbose_name='text')),
                ('body_en', models.TextField(help_text='Markdown. Footnotes: write [^1] in the text and [^1]: note below.', null=True, verbose_name='text')),
                ('authors', models.ManyToManyField(blank=True, related_name='articles', to='reference.appointment', verbose_name='byline')),
                ('dialogues', models.ManyToManyField(blank=True, related_name='articles', to='dialogues.dialogue', verbose_name='dialogues')),
                ('frameworks', models.ManyToManyField(blank=True, related_name='articles', to='goals.framework', verbose_name='frameworks')),
                ('goals', models.ManyToManyField(blank=True, related_name='articles', to='goals.goal', verbose_name='goals')),
                ('meetings', models.ManyToManyField(blank=True, related_name='articles', to='meetings.meeting', verbose_name='meetings')),
                ('outcomes', models.ManyToManyField(blank=True, related_name='articles', to='meetings.outcome', verbose_name='outcomes')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='articles.article', verbose_name='replaced by')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'ordering': ['-first_day', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('published_from__isnull', True), ('published_until__isnull', True), ('published_until__gt', models.F('published_from')), _connector='OR'), name='articles_article_published_until_after_from', violation_error_message='The record would be unpublished before it is published.'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'review', 'published', 'withdrawn'])), name='articles_article_state_is_known', violation_error_message='Choose draft, in review, published or withdrawn.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawn_as__in', ['error', 'replaced', 'kept']), _connector='OR'), name='articles_article_withdrawn_says_how', violation_error_message='Say how it is withdrawn: in error, replaced, or kept under a notice.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), ('withdrawn_as', 'replaced'), _negated=True), ('replaced_by__isnull', False), _connector='OR'), name='articles_article_replaced_names_the_new_one', violation_error_message='Name the record that replaces this one.'), models.CheckConstraint(condition=models.Q(('first_day__isnull', True), ('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='articles_article_ends_on_or_after_its_first_day', violation_error_message='The last day is before the first.'), models.CheckConstraint(condition=models.Q(models.Q(('title_zh_hant__gt', ''), ('title_zh_hant__isnull', False)), models.Q(('title_en__gt', ''), ('title_en__isnull', False)), _connector='OR'), name='article_has_a_title', violation_error_message='Fill in the text in Chinese or in English; one of the two is enough.')],
            },
        ),
        migrations.CreateModel(
            name='Aside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='order')),
                ('title', models.CharField(blank=True, default='', max_length=200, verbose_name='title')),
                ('title_zh_hant', models.CharField(blank=True, default='', max_length=200, null=True, verbose_name='title')),
                ('title_en', models.CharField(blank=True, default='', max_length=200, null=True, verbose_name='title')),
                ('body', models.TextField(help_text='Markdown.', verbose_name='text')),
                ('body_zh_hant', models.TextField(help_text='Markdown.', null=True, verbose_name='text')),
                ('body_en', models.TextField(help_text='Markdown.', null=True, verbose_name='text')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asides', to='articles.article', verbose_name='article')),
            ],
            options={
                'verbose_name': 'box',
                'verbose_name_plural': 'boxes',
                'ordering': ['article', 'position'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('body_zh_hant__gt', ''), ('body_zh_hant__isnull', False)), models.Q(('body_en__gt', ''), ('body_en__isnull', False)), _connector='OR'), name='aside_has_a_text', violation_error_message='Fill in the text in Chinese or in English; one of the two is enough.'), models.UniqueConstraint(fields=('article', 'position'), name='aside_has_its_own_place_in_the_order', violation_error_message='Two boxes have the same number in the order.')],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, verbose_name='order')),
                ('archive_of', models.ForeignKey(blank=True, help_text='For the archive column: the earlier host year the photo shows.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='archive_figures', to='meetings.hostyear', verbose_name='from the archive of')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='articles.article', verbose_name='article')),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='reference.photo', verbose_name='photo')),
            ],
            options={
                'verbose_name': 'figure',
                'verbose_name_plural': 'figures',
                'ordering': ['article', 'position'],
                'constraints': [models.UniqueConstraint(fields=('article', 'position'), name='figure_has_its_own_place_in_the_order', violation_error_message='Two figures have the same number in the order.')],
            },
        ),
    ]
