"""The connection while rows are staged and written: whom it keeps waiting, and what it keeps in memory."""

from contextlib import contextmanager

from django.db import connection, transaction


def quoted(name):
    return connection.ops.quote_name(name)


def prepare_connection():
    """Keep temporary tables on disk and the stored ones out of our memory, where SQLite would do otherwise."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA temp_store=FILE")
            cursor.execute("PRAGMA mmap_size=0")


def release_connection():
    """Let the next question open the connection anew, with the settings it has for readers."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        connection.close()


@contextmanager
def looked_at_before():
    """A block in which SQLite takes it that each row keeps the rules of its table and names what is there.

    Only for rows that were held to those rules while they were staged, and whose relations are looked at before the
    transaction ends: the write lock is held a third shorter when SQLite does not do both for each row.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints=ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA ignore_check_constraints=OFF")


def wait_for(table, keys):
    """Let whoever is saving one of these rows finish, and whoever comes later wait. `table` as it is quoted.

    On SQLite nobody else writes once a transaction has begun.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} WHERE id IN ({keys}) ORDER BY id FOR UPDATE")


@contextmanager
def quiet_transaction():
    """One transaction for many rows of temporary tables, which takes no lock on the stored ones."""
    if connection.in_atomic_block or connection.vendor != "sqlite":
        with transaction.atomic():
            yield
        return
    # Django's own would ask for the write lock at once.
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT staging")
        try:
            yield
        except BaseException:
            cursor.execute("ROLLBACK TO staging")
            raise
        finally:
            cursor.execute("RELEASE staging")
