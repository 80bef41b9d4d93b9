"""The audit log's tables, with triggers that refuse to change or remove an entry."""

from sqlite3 import complete_statement

from django.db import migrations

SQLITE = """
CREATE TABLE audit_log (
    seq INTEGER PRIMARY KEY NOT NULL CHECK (seq > 0),
    ts_utc TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_role TEXT NOT NULL,
    action TEXT NOT NULL,
    object_type TEXT NOT NULL,
    object_key TEXT NOT NULL,
    outcome TEXT NOT NULL,
    payload_canonical BLOB NOT NULL,
    leaf_hash BLOB NOT NULL CHECK (length(leaf_hash) = 32)
);
CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    size INTEGER NOT NULL,
    frontier BLOB NOT NULL
);
INSERT INTO audit_head (id, size, frontier) VALUES (1, 0, X'');
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_log_no_replace BEFORE INSERT ON audit_log
    WHEN EXISTS (SELECT 1 FROM audit_log WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
    BEGIN SELECT RAISE(ABORT, 'the audit head only grows'); END;
CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head WHEN NEW.size <> OLD.size + 1
    BEGIN SELECT RAISE(ABORT, 'the audit head only grows'); END;
"""

POSTGRESQL = """
CREATE TABLE audit_log (
    seq BIGINT PRIMARY KEY CHECK (seq > 0),
    ts_utc TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_role TEXT NOT NULL,
    action TEXT NOT NULL,
    object_type TEXT NOT NULL,
    object_key TEXT NOT NULL,
    outcome TEXT NOT NULL,
    payload_canonical BYTEA NOT NULL,
    leaf_hash BYTEA NOT NULL CHECK (length(leaf_hash) = 32)
);
CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    size BIGINT NOT NULL,
    frontier BYTEA NOT NULL
);
INSERT INTO audit_head (id, size, frontier) VALUES (1, 0, '');
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
CREATE FUNCTION audit_head_grows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.size <> OLD.size + 1 THEN RAISE EXCEPTION 'the audit head only grows'; END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER audit_log_no_change BEFORE UPDATE OR DELETE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_head_grows();
"""

INDEXES = """
CREATE INDEX audit_log_object ON audit_log (object_type, object_key);
CREATE INDEX audit_log_actor ON audit_log (actor_id);
CREATE INDEX audit_log_action ON audit_log (action);
"""


def create(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    script = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor] + INDEXES
    if vendor == "postgresql":
        schema_editor.execute(script)
        return
    for statement in _statements(script):
        schema_editor.execute(statement)


def _statements(script):
    """SQLite takes one statement at a time; sqlite3.complete_statement knows where a trigger ends."""
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if part.strip() and complete_statement(part):
            yield part
            part = ""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_held_items")]
    operations = [migrations.RunPython(create, elidable=False)]
