# SPDX-License-Identifier: EUPL-1.2
"""What of the strategy room travels with a municipality (see core/archive)."""

from leitziel.core.archive.tables import keep

TABLES = [
    keep("strategy.Concept", "title slug external address part_of position summary council_paper"),
    keep("strategy.Succession", "predecessor successor note"),
    keep(
        "strategy.Edition",
        "concept label state description council_paper valid_from valid_to published_at as_of source_file version created_at corrected_at",
    ),
    keep("strategy.ActionField", "edition parent position short_id number title guiding_idea description version"),
    keep("strategy.GoalThread", "concept short_id merged_into"),
    keep("strategy.Goal", "edition thread field position number text description version"),
    keep("strategy.MeasureThread", "concept short_id merged_into"),
    keep(
        "strategy.Measure",
        "edition thread field goal position number title text kind responsible_text deadline_text deadline_kind"
        " deadline_start deadline_end deadline_last_day every_months focus attributes notes target_groups objectives"
        " areas search_text version",
    ),
    keep("strategy.Responsibility", "measure organisation name role position"),
    keep("strategy.PracticeExample", "name key"),
    keep("strategy.MeasureExample", "measure example position"),
    keep("strategy.Reference", "edition position mark text notes council_papers concept field"),
    keep("strategy.Citation", "reference field goal measure at"),
    keep(
        "strategy.PlanImport",
        "state file concept concept_title edition_label plan organisations version message edition created_by created_at",
        job="Progress of background work stays behind; a document that was being read is read again.",
    ),
    keep("strategy.ColumnMapping", "header_key header mapping updated_at"),
    keep("strategy.SearchWord", "word"),
    keep(
        "strategy.SheetImport",
        "edition file state table chosen result version created_by created_at",
        job="Progress of background work stays behind; a table that was not taken over is looked at again.",
    ),
    keep("strategy.MeasureComment", "thread text by at edited_at removed_at resolved_at resolved_by version"),
    keep("strategy.MeasureAttachment", "thread file note by at removed_at"),
    keep(
        "strategy.PlanText",
        "measure goal field name language text source_text source_digest updated_by updated_at version",
    ),
    keep("strategy.MeasureRelation", "first second verdict note by at version"),
    keep(
        "strategy.FieldLink",
        "left_concept left_field left_key left_title right_concept right_field right_key right_title kind note by at version",
    ),
    keep(
        "strategy.ReportingRound",
        "title slug editions period_start reference_date deadline state message previous opened_at closed_at published_at"
        " created_by created_at version",
        site="The address of the house that is left; the new one says its own when a round is opened there.",
    ),
    keep(
        "strategy.ProgressReport",
        "round thread organisation state text missing next_step evidence evidence_address evidence_date internal_note"
        " channel by by_name submitted_at version",
    ),
    keep("strategy.ThreadLink", "edition kind old_measure new_measure old_goal new_goal score by at version"),
    keep("strategy.OfficeLink", "round organisation contact_name contact_email number ends"),
]
