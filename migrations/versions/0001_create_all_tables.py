"""Create all tables."""

import sqlalchemy as sa
from alembic import op

from migrations.triggers import create_audit_triggers, drop_audit_triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=40), nullable=False),
        sa.Column("actor_role", sa.String(length=16), nullable=False),
        sa.Column("actor_unit", sa.String(length=100), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("object_type", sa.String(length=24), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("compartment", sa.String(length=8), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_entry_hash")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index("ix_audit_entry_object", ["object_type", "object_id"], unique=False)

    op.create_table(
        "decision_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_count")),
        sa.UniqueConstraint("year", name=op.f("uq_decision_count_year")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("contact", sa.String(length=50), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_name")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "vendor_pool",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("area", sa.JSON(), nullable=False),
        sa.Column("service", sa.String(length=100), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vendor_pool")),
        sa.UniqueConstraint("name", name=op.f("uq_vendor_pool_name")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_account_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_role"), ["role"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "unit_tree",
        sa.Column("ancestor_id", sa.Integer(), nullable=False),
        sa.Column("descendant_id", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ancestor_id"], ["unit.id"], name=op.f("fk_unit_tree_ancestor_id_unit")),
        sa.ForeignKeyConstraint(["descendant_id"], ["unit.id"], name=op.f("fk_unit_tree_descendant_id_unit")),
        sa.PrimaryKeyConstraint("ancestor_id", "descendant_id", name=op.f("pk_unit_tree")),
    )
    with op.batch_alter_table("unit_tree", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_tree_descendant_id"), ["descendant_id"], unique=False)

    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["account.id"], name=op.f("fk_calendar_day_added_by_account")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_type", sa.String(length=24), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("compartment", sa.String(length=8), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["account.id"], name=op.f("fk_evidence_added_by_account")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_evidence_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index("ix_evidence_owner", ["owner_type", "owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "library_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("version_name", sa.String(length=40), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by"], ["account.id"], name=op.f("fk_library_version_added_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_version")),
        sa.UniqueConstraint("scheme", "version_name", name=op.f("uq_library_version_scheme_version_name")),
    )
    with op.batch_alter_table("library_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_library_version_scheme"), ["scheme"], unique=False)

    op.create_table(
        "login_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("client", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_login_session_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
    )
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_session_account_id"), ["account_id"], unique=False)

    op.create_table(
        "pool_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("excluded", sa.JSON(), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.Column("witnesses", sa.String(length=300), nullable=False),
        sa.Column("drawn_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["drawn_by"], ["account.id"], name=op.f("fk_pool_draw_drawn_by_account")),
        sa.ForeignKeyConstraint(
            ["pool_id"], ["vendor_pool.id"], name=op.f("fk_pool_draw_pool_id_vendor_pool")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_draw")),
    )
    with op.batch_alter_table("pool_draw", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pool_draw_pool_id"), ["pool_id"], unique=False)

    op.create_table(
        "report_draft",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=80), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_report_draft_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", "form", name=op.f("pk_report_draft")),
    )
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("library_id", sa.Integer(), nullable=False),
        sa.Column("library_checksum", sa.String(length=64), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("leading_group", sa.JSON(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("close_out_steps", sa.JSON(), nullable=False),
        sa.Column("light_bounds", sa.JSON(), nullable=False),
        sa.Column("number_prefix", sa.String(length=20), nullable=False),
        sa.Column("finding_count", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library_version.id"], name=op.f("fk_campaign_library_id_library_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("name", name=op.f("uq_campaign_name")),
    )
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_library_id"), ["library_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_campaign_state"), ["state"], unique=False)

    op.create_table(
        "provider_regime",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("library_id", sa.Integer(), nullable=False),
        sa.Column("library_checksum", sa.String(length=64), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("procedure", sa.JSON(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library_version.id"], name=op.f("fk_provider_regime_library_id_library_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_regime")),
        sa.UniqueConstraint("name", name=op.f("uq_provider_regime_name")),
    )
    with op.batch_alter_table("provider_regime", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provider_regime_library_id"), ["library_id"], unique=False)

    op.create_table(
        "campaign_unit",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_unit_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_campaign_unit_unit_id_unit")),
        sa.PrimaryKeyConstraint("campaign_id", "unit_id", name=op.f("pk_campaign_unit")),
    )
    with op.batch_alter_table("campaign_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_unit_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "closed_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("regime_id", sa.Integer(), nullable=False),
        sa.Column("metric", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["account.id"], name=op.f("fk_closed_period_closed_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["regime_id"], ["provider_regime.id"], name=op.f("fk_closed_period_regime_id_provider_regime")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_period")),
        sa.UniqueConstraint(
            "regime_id", "metric", "period", name=op.f("uq_closed_period_regime_id_metric_period")
        ),
    )
    op.create_table(
        "deliverable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("phase_code", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("unit_kinds", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_deliverable_campaign_id_campaign")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable")),
        sa.UniqueConstraint("campaign_id", "code", name=op.f("uq_deliverable_campaign_id_code")),
    )
    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliverable_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_by", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("pool", sa.JSON(), nullable=False),
        sa.Column("avoided", sa.JSON(), nullable=False),
        sa.Column("inspectors", sa.JSON(), nullable=False),
        sa.Column("pairs", sa.JSON(), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.Column("witnesses", sa.String(length=300), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_draw_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["drawn_by"], ["account.id"], name=op.f("fk_draw_drawn_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw")),
    )
    with op.batch_alter_table("draw", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draw_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "issued_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("owner_type", sa.String(length=24), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_issued_document_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["account.id"], name=op.f("fk_issued_document_issued_by_account")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_issued_document_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_document")),
    )
    with op.batch_alter_table("issued_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issued_document_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_issued_document_kind"), ["kind"], unique=False)
        batch_op.create_index("ix_issued_document_owner", ["owner_type", "owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_issued_document_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("link", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_notice_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(["sent_by"], ["account.id"], name=op.f("fk_notice_sent_by_account")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_notice_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("exceptions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_phase_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
        sa.UniqueConstraint("campaign_id", "code", name=op.f("uq_phase_campaign_id_code")),
    )
    with op.batch_alter_table("phase", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phase_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "provider",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("legal_representative", sa.String(length=40), nullable=False),
        sa.Column("representative_id_hash", sa.String(length=64), nullable=False),
        sa.Column("controller", sa.String(length=100), nullable=False),
        sa.Column("regime_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["regime_id"], ["provider_regime.id"], name=op.f("fk_provider_regime_id_provider_regime")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_provider_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        sa.UniqueConstraint("credit_code", name=op.f("uq_provider_credit_code")),
        sa.UniqueConstraint("name", name=op.f("uq_provider_name")),
        sa.UniqueConstraint("unit_id", name=op.f("uq_provider_unit_id")),
    )
    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_provider_legal_representative"), ["legal_representative"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_provider_regime_id"), ["regime_id"], unique=False)

    op.create_table(
        "self_exemption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_reason", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_self_exemption_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_self_exemption_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_self_exemption_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_exemption")),
    )
    with op.batch_alter_table("self_exemption", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_self_exemption_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_self_exemption_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "self_inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("narrative", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("declared_by", sa.String(length=40), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("first_submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("returned_count", sa.Integer(), nullable=False),
        sa.Column("return_reason", sa.String(length=2000), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_self_inspection_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["account.id"], name=op.f("fk_self_inspection_reviewed_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["account.id"], name=op.f("fk_self_inspection_submitted_by_account")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_self_inspection_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_inspection")),
        sa.UniqueConstraint("campaign_id", "unit_id", name=op.f("uq_self_inspection_campaign_id_unit_id")),
    )
    with op.batch_alter_table("self_inspection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_self_inspection_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_self_inspection_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_self_inspection_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("regime_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("is_unit", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["regime_id"], ["provider_regime.id"], name=op.f("fk_subject_regime_id_provider_regime")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_subject_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
        sa.UniqueConstraint("regime_id", "kind", "name", name=op.f("uq_subject_regime_id_kind_name")),
    )
    with op.batch_alter_table("subject", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subject_regime_id"), ["regime_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_subject_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "absence_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("regime_id", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(length=40), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("through", sa.Date(), nullable=False),
        sa.Column("looked_by", sa.String(length=100), nullable=False),
        sa.Column("evidence", sa.String(length=2000), nullable=False),
        sa.Column("withdrawn_reason", sa.String(length=1000), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_absence_check_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_absence_check_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["regime_id"], ["provider_regime.id"], name=op.f("fk_absence_check_regime_id_provider_regime")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_absence_check_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_check")),
    )
    with op.batch_alter_table("absence_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_check_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_check_regime_id"), ["regime_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_check_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "category_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("how_checked", sa.String(length=2000), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["account.id"], name=op.f("fk_category_check_changed_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["self_inspection.id"], name=op.f("fk_category_check_report_id_self_inspection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_check")),
        sa.UniqueConstraint("report_id", "category", name=op.f("uq_category_check_report_id_category")),
    )
    with op.batch_alter_table("category_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_category_check_report_id"), ["report_id"], unique=False)

    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("buyer", sa.String(length=100), nullable=False),
        sa.Column("area", sa.JSON(), nullable=False),
        sa.Column("service", sa.String(length=100), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("annual_fen", sa.Integer(), nullable=False),
        sa.Column("quarter_fen", sa.Integer(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("renews_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=2000), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_contract_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(["renews_id"], ["contract.id"], name=op.f("fk_contract_renews_id_contract")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint("number", name=op.f("uq_contract_number")),
    )
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contract_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contract_state"), ["state"], unique=False)

    op.create_table(
        "document_subject",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("object_type", sa.String(length=24), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["issued_document.id"],
            name=op.f("fk_document_subject_document_id_issued_document"),
        ),
        sa.PrimaryKeyConstraint("document_id", "object_type", "object_id", name=op.f("pk_document_subject")),
    )
    with op.batch_alter_table("document_subject", schema=None) as batch_op:
        batch_op.create_index("ix_document_subject_object", ["object_type", "object_id"], unique=False)

    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("reporting_unit_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("evidence", sa.String(length=2000), nullable=False),
        sa.Column("judged_by", sa.String(length=100), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_judgement_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_judgement_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["reporting_unit_id"], ["unit.id"], name=op.f("fk_judgement_reporting_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_judgement_subject_id_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
    )
    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_judgement_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_judgement_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_judgement_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "measurement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("subject_unit_id", sa.Integer(), nullable=True),
        sa.Column("metric", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("reporting_unit_id", sa.Integer(), nullable=False),
        sa.Column("numerator", sa.Integer(), nullable=False),
        sa.Column("denominator", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("surveyed_by", sa.String(length=100), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("shortfall", sa.String(length=200), nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("correction_reason", sa.String(length=1000), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["measurement.id"], name=op.f("fk_measurement_corrects_id_measurement")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_measurement_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_measurement_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["reporting_unit_id"], ["unit.id"], name=op.f("fk_measurement_reporting_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_measurement_subject_id_subject")
        ),
        sa.ForeignKeyConstraint(
            ["subject_unit_id"], ["unit.id"], name=op.f("fk_measurement_subject_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
    )
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measurement_metric"), ["metric"], unique=False)
        batch_op.create_index(batch_op.f("ix_measurement_period"), ["period"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_measurement_reporting_unit_id"), ["reporting_unit_id"], unique=False
        )
        batch_op.create_index("ix_measurement_series", ["provider_id", "metric", "superseded"], unique=False)
        batch_op.create_index(batch_op.f("ix_measurement_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measurement_subject_unit_id"), ["subject_unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measurement_superseded"), ["superseded"], unique=False)

    op.create_table(
        "pool_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("conditions_met", sa.JSON(), nullable=False),
        sa.Column("evaluations", sa.JSON(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("removal_reason", sa.String(length=2000), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["account.id"], name=op.f("fk_pool_member_entered_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["pool_id"], ["vendor_pool.id"], name=op.f("fk_pool_member_pool_id_vendor_pool")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_pool_member_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_member")),
    )
    with op.batch_alter_table("pool_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pool_member_pool_id"), ["pool_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pool_member_provider_id"), ["provider_id"], unique=False)

    op.create_table(
        "register_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("regime_id", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("reporting_unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("done_by", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.Column("superseded_why", sa.String(length=500), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_register_entry_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_register_entry_recorded_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["regime_id"], ["provider_regime.id"], name=op.f("fk_register_entry_regime_id_provider_regime")
        ),
        sa.ForeignKeyConstraint(
            ["reporting_unit_id"], ["unit.id"], name=op.f("fk_register_entry_reporting_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_register_entry_subject_id_subject")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
    )
    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_entry_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_register_entry_reporting_unit_id"), ["reporting_unit_id"], unique=False
        )
        batch_op.create_index(
            "ix_register_entry_series", ["regime_id", "fact", "period", "superseded"], unique=False
        )
        batch_op.create_index("ix_register_entry_subject", ["subject_id", "superseded"], unique=False)

    op.create_table(
        "self_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("explanation", sa.String(length=4000), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["account.id"], name=op.f("fk_self_answer_changed_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["self_inspection.id"], name=op.f("fk_self_answer_report_id_self_inspection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_answer")),
        sa.UniqueConstraint("report_id", "item", name=op.f("uq_self_answer_report_id_item")),
    )
    with op.batch_alter_table("self_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_self_answer_item"), ["item"], unique=False)
        batch_op.create_index(batch_op.f("ix_self_answer_report_id"), ["report_id"], unique=False)

    op.create_table(
        "self_problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("description", sa.String(length=4000), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        sa.Column("correction", sa.String(length=4000), nullable=False),
        sa.Column("recovered_fen", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("removed_reason", sa.String(length=2000), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["account.id"], name=op.f("fk_self_problem_changed_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["self_inspection.id"], name=op.f("fk_self_problem_report_id_self_inspection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_problem")),
    )
    with op.batch_alter_table("self_problem", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_self_problem_finding_id"), ["finding_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_self_problem_report_id"), ["report_id"], unique=False)

    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("regime_id", sa.Integer(), nullable=False),
        sa.Column("library_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("subject_unit_id", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("reporting_unit_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("tier", sa.String(length=60), nullable=False),
        sa.Column("nature", sa.String(length=8), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("track", sa.String(length=8), nullable=False),
        sa.Column("arithmetic", sa.String(length=4000), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("consequences", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("superseded_why", sa.String(length=500), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library_version.id"], name=op.f("fk_verdict_library_id_library_version")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_verdict_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(
            ["regime_id"], ["provider_regime.id"], name=op.f("fk_verdict_regime_id_provider_regime")
        ),
        sa.ForeignKeyConstraint(
            ["reporting_unit_id"], ["unit.id"], name=op.f("fk_verdict_reporting_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_verdict_subject_id_subject")),
        sa.ForeignKeyConstraint(
            ["subject_unit_id"], ["unit.id"], name=op.f("fk_verdict_subject_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["verdict.id"], name=op.f("fk_verdict_superseded_by_verdict")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
    )
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.create_index("ix_verdict_current", ["regime_id", "superseded", "track"], unique=False)
        batch_op.create_index(batch_op.f("ix_verdict_fingerprint"), ["fingerprint"], unique=False)
        batch_op.create_index(batch_op.f("ix_verdict_library_id"), ["library_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_verdict_outcome"), ["outcome"], unique=False)
        batch_op.create_index("ix_verdict_provider", ["provider_id", "superseded"], unique=False)
        batch_op.create_index(batch_op.f("ix_verdict_rule"), ["rule"], unique=False)
        batch_op.create_index("ix_verdict_subject", ["subject_id", "superseded"], unique=False)
        batch_op.create_index(batch_op.f("ix_verdict_subject_unit_id"), ["subject_unit_id"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.String(length=8000), nullable=False),
        sa.Column("people_present", sa.String(length=500), nullable=False),
        sa.Column("unit_opinion", sa.String(length=4000), nullable=False),
        sa.Column("signed_by", sa.String(length=40), nullable=False),
        sa.Column("signed_post", sa.String(length=60), nullable=False),
        sa.Column("sign_refusal", sa.String(length=1000), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_visit_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_visit_draw_id_draw")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_draw_id"), ["draw_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_planned_on"), ["planned_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("verdict_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.Column("nature", sa.String(length=8), nullable=False),
        sa.Column("track", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("measure", sa.JSON(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=True),
        sa.Column("amount_base_fen", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notice_served_on", sa.Date(), nullable=True),
        sa.Column("notice_receipt", sa.String(length=300), nullable=False),
        sa.Column("statement_due", sa.Date(), nullable=True),
        sa.Column("statement_deadline", sa.JSON(), nullable=False),
        sa.Column("statement", sa.String(length=8000), nullable=False),
        sa.Column("statement_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.String(length=4000), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("receipt", sa.String(length=300), nullable=False),
        sa.Column("in_force_on", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("deadline", sa.JSON(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("lapses_on", sa.Date(), nullable=True),
        sa.Column("watched_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closing_reason", sa.String(length=4000), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("paid_receipt", sa.String(length=300), nullable=False),
        sa.Column("settled_in", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_decision_decided_by_account")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["account.id"], name=op.f("fk_decision_proposed_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_decision_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict.id"], name=op.f("fk_decision_verdict_id_verdict")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("number", name=op.f("uq_decision_number")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_rule"), ["rule"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_settled_in"), ["settled_in"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_verdict_id"), ["verdict_id"], unique=False)

    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("lead_unit_id", sa.Integer(), nullable=True),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("self_problem_id", sa.Integer(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("found_by", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("description", sa.String(length=8000), nullable=False),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.Column("basis", sa.String(length=500), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("reported_voluntarily", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("goal", sa.String(length=2000), nullable=False),
        sa.Column("requirement", sa.String(length=4000), nullable=False),
        sa.Column("responsible_leader", sa.String(length=40), nullable=False),
        sa.Column("responsible_person", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("deadline", sa.JSON(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("progress", sa.String(length=4000), nullable=False),
        sa.Column("progress_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rectified_fen", sa.Integer(), nullable=False),
        sa.Column("recovered_fen", sa.Integer(), nullable=False),
        sa.Column("systems_built", sa.String(length=2000), nullable=False),
        sa.Column("accountability", sa.String(length=2000), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("returned_count", sa.Integer(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("publicity_from", sa.Date(), nullable=True),
        sa.Column("publicity_to", sa.Date(), nullable=True),
        sa.Column("escalation", sa.Integer(), nullable=False),
        sa.Column("escalated_on", sa.Date(), nullable=True),
        sa.Column("escalation_due", sa.Integer(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("urged_count", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=40), nullable=False),
        sa.Column("kind_change", sa.String(length=40), nullable=False),
        sa.Column("relapse_of", sa.Integer(), nullable=True),
        sa.Column("look_back_due", sa.Date(), nullable=True),
        sa.Column("looked_back_on", sa.Date(), nullable=True),
        sa.Column("look_back_result", sa.String(length=2000), nullable=False),
        sa.Column("transferred", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_reason", sa.String(length=2000), nullable=False),
        sa.Column("remark", sa.String(length=2000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_finding_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(["lead_unit_id"], ["unit.id"], name=op.f("fk_finding_lead_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_finding_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(["relapse_of"], ["finding.id"], name=op.f("fk_finding_relapse_of_finding")),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["account.id"], name=op.f("fk_finding_submitted_by_account")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_finding_unit_id_unit")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_finding_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("campaign_id", "number", name=op.f("uq_finding_campaign_id_number")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(
            "ix_finding_category",
            [
                "campaign_id",
                "category",
                "state",
                "kind",
                "due",
                "amount_fen",
                "rectified_fen",
                "recovered_fen",
                "lead_unit_id",
                "provider_id",
                "unit_id",
            ],
            unique=False,
        )
        batch_op.create_index("ix_finding_due", ["campaign_id", "due"], unique=False)
        batch_op.create_index(
            "ix_finding_escalation",
            ["campaign_id", "state", "escalation_due", "escalation", "due"],
            unique=False,
        )
        batch_op.create_index("ix_finding_fingerprint", ["campaign_id", "fingerprint"], unique=False)
        batch_op.create_index("ix_finding_lead_unit", ["campaign_id", "lead_unit_id", "state"], unique=False)
        batch_op.create_index(
            "ix_finding_ledger",
            [
                "campaign_id",
                "state",
                "due",
                "category",
                "unit_id",
                "lead_unit_id",
                "kind",
                "source",
                "item",
                "provider_id",
                "amount_fen",
                "people",
                "found_on",
                "escalation",
            ],
            unique=False,
        )
        batch_op.create_index(
            "ix_finding_look_back", ["campaign_id", "state", "look_back_due", "looked_back_on"], unique=False
        )
        batch_op.create_index(
            "ix_finding_of_provider",
            [
                "campaign_id",
                "provider_id",
                "state",
                "kind",
                "due",
                "amount_fen",
                "rectified_fen",
                "recovered_fen",
                "lead_unit_id",
                "unit_id",
            ],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_finding_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_self_problem_id"), ["self_problem_id"], unique=False)
        batch_op.create_index(
            "ix_finding_step",
            ["campaign_id", "state", "step", "submitted_by", "publicity_to", "round", "submitted_at"],
            unique=False,
        )
        batch_op.create_index(
            "ix_finding_unit",
            [
                "campaign_id",
                "unit_id",
                "state",
                "kind",
                "due",
                "amount_fen",
                "rectified_fen",
                "recovered_fen",
                "lead_unit_id",
                "provider_id",
            ],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_finding_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "renewal_proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("verdict_id", sa.Integer(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("arithmetic", sa.String(length=4000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_renewal_proof_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["verdict_id"], ["verdict.id"], name=op.f("fk_renewal_proof_verdict_id_verdict")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renewal_proof")),
        sa.UniqueConstraint("contract_id", name=op.f("uq_renewal_proof_contract_id")),
    )
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("base_fen", sa.Integer(), nullable=False),
        sa.Column("voided_fen", sa.Integer(), nullable=False),
        sa.Column("voided_note", sa.String(length=1000), nullable=False),
        sa.Column("deducted_fen", sa.Integer(), nullable=False),
        sa.Column("payable_fen", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("gate", sa.JSON(), nullable=False),
        sa.Column("prepared_by", sa.Integer(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opinion", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_settlement_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_settlement_decided_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by"], ["account.id"], name=op.f("fk_settlement_prepared_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_settlement_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
    )
    with op.batch_alter_table("settlement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_settlement_contract_id"), ["contract_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_settlement_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_settlement_state"), ["state"], unique=False)

    op.create_table(
        "visit_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(length=4000), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["account.id"], name=op.f("fk_visit_answer_changed_by_account")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_answer_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_answer")),
        sa.UniqueConstraint("visit_id", "item", name=op.f("uq_visit_answer_visit_id_item")),
    )
    with op.batch_alter_table("visit_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_answer_item"), ["item"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_answer_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "visit_member",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_visit_member_account_id_account")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_member_visit_id_visit")),
        sa.PrimaryKeyConstraint("visit_id", "account_id", name=op.f("pk_visit_member")),
    )
    with op.batch_alter_table("visit_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_member_account_id"), ["account_id"], unique=False)

    op.create_table(
        "ban",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("legal_representative", sa.String(length=40), nullable=False),
        sa.Column("representative_id_hash", sa.String(length=64), nullable=False),
        sa.Column("controller", sa.String(length=100), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("scope", sa.String(length=200), nullable=False),
        sa.Column("purposes", sa.JSON(), nullable=False),
        sa.Column("area", sa.JSON(), nullable=False),
        sa.Column("service", sa.String(length=100), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("permanent", sa.Boolean(), nullable=False),
        sa.Column("term", sa.String(length=40), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("release_reason", sa.String(length=2000), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_ban_decision_id_decision")),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_ban_provider_id_provider")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ban")),
    )
    with op.batch_alter_table("ban", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ban_controller"), ["controller"], unique=False)
        batch_op.create_index(batch_op.f("ix_ban_credit_code"), ["credit_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_ban_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ban_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_ban_representative_id_hash"), ["representative_id_hash"], unique=False
        )

    op.create_table(
        "close_out_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step_code", sa.String(length=24), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("opinion", sa.String(length=4000), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("second_account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_close_out_pass_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_close_out_pass_finding_id_finding")
        ),
        sa.ForeignKeyConstraint(
            ["second_account_id"], ["account.id"], name=op.f("fk_close_out_pass_second_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_close_out_pass")),
    )
    with op.batch_alter_table("close_out_pass", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_close_out_pass_finding_id"), ["finding_id"], unique=False)

    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("old_due", sa.Date(), nullable=False),
        sa.Column("new_due", sa.Date(), nullable=False),
        sa.Column("granted_due", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opinion", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_extension_asked_by_account")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_extension_decided_by_account")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_extension_finding_id_finding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extension_finding_id"), ["finding_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_extension_state"), ["state"], unique=False)

    op.create_table(
        "fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("subject_unit_id", sa.Integer(), nullable=True),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.String(length=10), nullable=False),
        sa.Column("proven_by", sa.String(length=100), nullable=False),
        sa.Column("evidence", sa.String(length=2000), nullable=False),
        sa.Column("description", sa.String(length=4000), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=1000), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_fact_finding_id_finding")),
        sa.ForeignKeyConstraint(["provider_id"], ["provider.id"], name=op.f("fk_fact_provider_id_provider")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_fact_recorded_by_account")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_fact_subject_id_subject")),
        sa.ForeignKeyConstraint(["subject_unit_id"], ["unit.id"], name=op.f("fk_fact_subject_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fact_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fact_event"), ["event"], unique=False)
        batch_op.create_index(batch_op.f("ix_fact_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fact_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fact_subject_unit_id"), ["subject_unit_id"], unique=False)

    op.create_table(
        "finding_assistant",
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_finding_assistant_finding_id_finding")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_finding_assistant_unit_id_unit")),
        sa.PrimaryKeyConstraint("finding_id", "unit_id", name=op.f("pk_finding_assistant")),
    )
    with op.batch_alter_table("finding_assistant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_assistant_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("nature", sa.String(length=24), nullable=False),
        sa.Column("stage", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("subject_post", sa.String(length=200), nullable=False),
        sa.Column("facts", sa.String(length=8000), nullable=False),
        sa.Column("evidence_list", sa.JSON(), nullable=False),
        sa.Column("taken", sa.JSON(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("measures_taken", sa.String(length=2000), nullable=False),
        sa.Column("destination", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("reported_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("receiver", sa.String(length=100), nullable=False),
        sa.Column("receiver_person", sa.String(length=40), nullable=False),
        sa.Column("receipt_number", sa.String(length=60), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=2000), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_lead_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_lead_finding_id_finding")),
        sa.ForeignKeyConstraint(["reported_by"], ["account.id"], name=op.f("fk_lead_reported_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sa.UniqueConstraint("finding_id", name=op.f("uq_lead_finding_id")),
        sa.UniqueConstraint("number", name=op.f("uq_lead_number")),
    )
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lead_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_state"), ["state"], unique=False)

    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("dropped_reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_measure_finding_id_finding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_finding_id"), ["finding_id"], unique=False)

    op.create_table(
        "order_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=8000), nullable=False),
        sa.Column("evidence", sa.String(length=2000), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("reported_by", sa.Integer(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_order_report_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(
            ["reported_by"], ["account.id"], name=op.f("fk_order_report_reported_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_report")),
    )
    with op.batch_alter_table("order_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_report_decision_id"), ["decision_id"], unique=False)

    op.create_table(
        "ban_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ban_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contract_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_ban_override_account_id_account")
        ),
        sa.ForeignKeyConstraint(["ban_id"], ["ban.id"], name=op.f("fk_ban_override_ban_id_ban")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_ban_override_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_ban_override_provider_id_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ban_override")),
    )
    with op.batch_alter_table("ban_override", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ban_override_ban_id"), ["ban_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ban_override_provider_id"), ["provider_id"], unique=False)

    op.create_table(
        "ban_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ban_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opinion", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_ban_release_asked_by_account")),
        sa.ForeignKeyConstraint(["ban_id"], ["ban.id"], name=op.f("fk_ban_release_ban_id_ban")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_ban_release_decided_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ban_release")),
    )
    with op.batch_alter_table("ban_release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ban_release_ban_id"), ["ban_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ban_release_state"), ["state"], unique=False)

    create_audit_triggers()


def downgrade() -> None:
    drop_audit_triggers()
    with op.batch_alter_table("ban_release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ban_release_state"))
        batch_op.drop_index(batch_op.f("ix_ban_release_ban_id"))

    op.drop_table("ban_release")
    with op.batch_alter_table("ban_override", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ban_override_provider_id"))
        batch_op.drop_index(batch_op.f("ix_ban_override_ban_id"))

    op.drop_table("ban_override")
    with op.batch_alter_table("order_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_order_report_decision_id"))

    op.drop_table("order_report")
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_finding_id"))

    op.drop_table("measure")
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lead_state"))
        batch_op.drop_index(batch_op.f("ix_lead_campaign_id"))

    op.drop_table("lead")
    with op.batch_alter_table("finding_assistant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_assistant_unit_id"))

    op.drop_table("finding_assistant")
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fact_subject_unit_id"))
        batch_op.drop_index(batch_op.f("ix_fact_subject_id"))
        batch_op.drop_index(batch_op.f("ix_fact_provider_id"))
        batch_op.drop_index(batch_op.f("ix_fact_event"))
        batch_op.drop_index(batch_op.f("ix_fact_decision_id"))

    op.drop_table("fact")
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extension_state"))
        batch_op.drop_index(batch_op.f("ix_extension_finding_id"))

    op.drop_table("extension")
    with op.batch_alter_table("close_out_pass", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_close_out_pass_finding_id"))

    op.drop_table("close_out_pass")
    with op.batch_alter_table("ban", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ban_representative_id_hash"))
        batch_op.drop_index(batch_op.f("ix_ban_provider_id"))
        batch_op.drop_index(batch_op.f("ix_ban_decision_id"))
        batch_op.drop_index(batch_op.f("ix_ban_credit_code"))
        batch_op.drop_index(batch_op.f("ix_ban_controller"))

    op.drop_table("ban")
    with op.batch_alter_table("visit_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_member_account_id"))

    op.drop_table("visit_member")
    with op.batch_alter_table("visit_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_answer_visit_id"))
        batch_op.drop_index(batch_op.f("ix_visit_answer_item"))

    op.drop_table("visit_answer")
    with op.batch_alter_table("settlement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_settlement_state"))
        batch_op.drop_index(batch_op.f("ix_settlement_provider_id"))
        batch_op.drop_index(batch_op.f("ix_settlement_contract_id"))

    op.drop_table("settlement")
    op.drop_table("renewal_proof")
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_visit_id"))
        batch_op.drop_index("ix_finding_unit")
        batch_op.drop_index("ix_finding_step")
        batch_op.drop_index(batch_op.f("ix_finding_self_problem_id"))
        batch_op.drop_index(batch_op.f("ix_finding_provider_id"))
        batch_op.drop_index("ix_finding_of_provider")
        batch_op.drop_index("ix_finding_look_back")
        batch_op.drop_index("ix_finding_ledger")
        batch_op.drop_index("ix_finding_lead_unit")
        batch_op.drop_index("ix_finding_fingerprint")
        batch_op.drop_index("ix_finding_escalation")
        batch_op.drop_index("ix_finding_due")
        batch_op.drop_index("ix_finding_category")

    op.drop_table("finding")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_verdict_id"))
        batch_op.drop_index(batch_op.f("ix_decision_state"))
        batch_op.drop_index(batch_op.f("ix_decision_settled_in"))
        batch_op.drop_index(batch_op.f("ix_decision_rule"))
        batch_op.drop_index(batch_op.f("ix_decision_provider_id"))

    op.drop_table("decision")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_unit_id"))
        batch_op.drop_index(batch_op.f("ix_visit_state"))
        batch_op.drop_index(batch_op.f("ix_visit_planned_on"))
        batch_op.drop_index(batch_op.f("ix_visit_draw_id"))
        batch_op.drop_index(batch_op.f("ix_visit_campaign_id"))

    op.drop_table("visit")
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verdict_subject_unit_id"))
        batch_op.drop_index("ix_verdict_subject")
        batch_op.drop_index(batch_op.f("ix_verdict_rule"))
        batch_op.drop_index("ix_verdict_provider")
        batch_op.drop_index(batch_op.f("ix_verdict_outcome"))
        batch_op.drop_index(batch_op.f("ix_verdict_library_id"))
        batch_op.drop_index(batch_op.f("ix_verdict_fingerprint"))
        batch_op.drop_index("ix_verdict_current")

    op.drop_table("verdict")
    with op.batch_alter_table("self_problem", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_self_problem_report_id"))
        batch_op.drop_index(batch_op.f("ix_self_problem_finding_id"))

    op.drop_table("self_problem")
    with op.batch_alter_table("self_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_self_answer_report_id"))
        batch_op.drop_index(batch_op.f("ix_self_answer_item"))

    op.drop_table("self_answer")
    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_register_entry_subject")
        batch_op.drop_index("ix_register_entry_series")
        batch_op.drop_index(batch_op.f("ix_register_entry_reporting_unit_id"))
        batch_op.drop_index(batch_op.f("ix_register_entry_provider_id"))

    op.drop_table("register_entry")
    with op.batch_alter_table("pool_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pool_member_provider_id"))
        batch_op.drop_index(batch_op.f("ix_pool_member_pool_id"))

    op.drop_table("pool_member")
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measurement_superseded"))
        batch_op.drop_index(batch_op.f("ix_measurement_subject_unit_id"))
        batch_op.drop_index(batch_op.f("ix_measurement_subject_id"))
        batch_op.drop_index("ix_measurement_series")
        batch_op.drop_index(batch_op.f("ix_measurement_reporting_unit_id"))
        batch_op.drop_index(batch_op.f("ix_measurement_period"))
        batch_op.drop_index(batch_op.f("ix_measurement_metric"))

    op.drop_table("measurement")
    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_judgement_subject_id"))
        batch_op.drop_index(batch_op.f("ix_judgement_provider_id"))
        batch_op.drop_index(batch_op.f("ix_judgement_decision_id"))

    op.drop_table("judgement")
    with op.batch_alter_table("document_subject", schema=None) as batch_op:
        batch_op.drop_index("ix_document_subject_object")

    op.drop_table("document_subject")
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_state"))
        batch_op.drop_index(batch_op.f("ix_contract_provider_id"))
        batch_op.drop_index(batch_op.f("ix_contract_decision_id"))

    op.drop_table("contract")
    with op.batch_alter_table("category_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_category_check_report_id"))

    op.drop_table("category_check")
    with op.batch_alter_table("absence_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_check_subject_id"))
        batch_op.drop_index(batch_op.f("ix_absence_check_regime_id"))
        batch_op.drop_index(batch_op.f("ix_absence_check_provider_id"))

    op.drop_table("absence_check")
    with op.batch_alter_table("subject", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subject_unit_id"))
        batch_op.drop_index(batch_op.f("ix_subject_regime_id"))

    op.drop_table("subject")
    with op.batch_alter_table("self_inspection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_self_inspection_unit_id"))
        batch_op.drop_index(batch_op.f("ix_self_inspection_state"))
        batch_op.drop_index(batch_op.f("ix_self_inspection_campaign_id"))

    op.drop_table("self_inspection")
    with op.batch_alter_table("self_exemption", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_self_exemption_unit_id"))
        batch_op.drop_index(batch_op.f("ix_self_exemption_campaign_id"))

    op.drop_table("self_exemption")
    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provider_regime_id"))
        batch_op.drop_index(batch_op.f("ix_provider_legal_representative"))

    op.drop_table("provider")
    with op.batch_alter_table("phase", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_phase_campaign_id"))

    op.drop_table("phase")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_unit_id"))

    op.drop_table("notice")
    with op.batch_alter_table("issued_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issued_document_unit_id"))
        batch_op.drop_index("ix_issued_document_owner")
        batch_op.drop_index(batch_op.f("ix_issued_document_kind"))
        batch_op.drop_index(batch_op.f("ix_issued_document_campaign_id"))

    op.drop_table("issued_document")
    with op.batch_alter_table("draw", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draw_campaign_id"))

    op.drop_table("draw")
    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliverable_campaign_id"))

    op.drop_table("deliverable")
    op.drop_table("closed_period")
    with op.batch_alter_table("campaign_unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_unit_unit_id"))

    op.drop_table("campaign_unit")
    with op.batch_alter_table("provider_regime", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provider_regime_library_id"))

    op.drop_table("provider_regime")
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_state"))
        batch_op.drop_index(batch_op.f("ix_campaign_library_id"))

    op.drop_table("campaign")
    op.drop_table("report_draft")
    with op.batch_alter_table("pool_draw", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pool_draw_pool_id"))

    op.drop_table("pool_draw")
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_session_account_id"))

    op.drop_table("login_session")
    with op.batch_alter_table("library_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_library_version_scheme"))

    op.drop_table("library_version")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_unit_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_sha256"))
        batch_op.drop_index("ix_evidence_owner")

    op.drop_table("evidence")
    op.drop_table("calendar_day")
    with op.batch_alter_table("unit_tree", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_tree_descendant_id"))

    op.drop_table("unit_tree")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_unit_id"))
        batch_op.drop_index(batch_op.f("ix_account_role"))

    op.drop_table("account")
    op.drop_table("vendor_pool")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_parent_id"))
        batch_op.drop_index(batch_op.f("ix_unit_kind"))

    op.drop_table("unit")
    op.drop_table("setting")
    op.drop_table("decision_count")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_object")
        batch_op.drop_index(batch_op.f("ix_audit_entry_campaign_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_at"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_actor_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_action"))

    op.drop_table("audit_entry")
