"""What a staged row carries beside the values of its record."""

# Columns of the staged table beside those of the record, none of which has such names.
OWN = {
    "stage_row": "integer",
    "stage_sheet": "integer",
    "stage_kind": "varchar(1)",
    "stage_seen": "varchar(64)",
    "stage_digest": "varchar(16)",
    "stage_label": "varchar(400)",
    "stage_was": "text",
    "stage_now": "text",
    "stage_code_made": "integer",
    "stage_slug_made": "integer",
    "stage_known_by": "bigint",
}
NEW, CHANGED = "n", "c"
