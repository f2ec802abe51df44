import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="actionfield", name="version", field=models.PositiveIntegerField(default=1)
        ),
        migrations.AddField(model_name="goal", name="version", field=models.PositiveIntegerField(default=1)),
        migrations.AddField(
            model_name="edition",
            name="corrected_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="editorially changed"),
        ),
        migrations.AddField(
            model_name="measurethread",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="merged_threads",
                to="strategy.measurethread",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurethread",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True), name="thread_not_merged_into_itself"
            ),
        ),
    ]
