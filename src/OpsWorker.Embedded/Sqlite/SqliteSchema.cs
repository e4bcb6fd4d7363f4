using OpsWorker.Embedded.Backups;

namespace OpsWorker.Embedded.Sqlite;

/// <summary>
/// The schema and its migrations. A record is a JSON document; further columns serve keys, conditions and listings. Times
/// are UTC in ticks of 100 ns.
/// </summary>
internal static class SqliteSchema
{
    private const string Version1 =
        """
        CREATE TABLE messages (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            queue TEXT NOT NULL,
            id TEXT NOT NULL,
            group_id TEXT,
            body BLOB NOT NULL,
            -- When it may be received; NULL for a message that waits behind another one of its group.
            ready_at INTEGER,
            receive_count INTEGER NOT NULL DEFAULT 0,
            receipt TEXT UNIQUE
        );
        CREATE INDEX messages_ready ON messages (queue, ready_at, sequence) WHERE ready_at IS NOT NULL;
        CREATE INDEX messages_group ON messages (queue, group_id, sequence) WHERE group_id IS NOT NULL;

        CREATE TABLE deduplication (
            queue TEXT NOT NULL,
            id TEXT NOT NULL,
            expires_at INTEGER NOT NULL,
            PRIMARY KEY (queue, id)
        ) WITHOUT ROWID;
        CREATE INDEX deduplication_expiry ON deduplication (expires_at);

        CREATE TABLE dead_letters (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            queue TEXT NOT NULL,
            id TEXT NOT NULL,
            body BLOB NOT NULL,
            reason TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX dead_letters_queue ON dead_letters (queue, sequence);
        CREATE INDEX dead_letters_age ON dead_letters (at);

        CREATE TABLE organisations (id TEXT PRIMARY KEY, json TEXT NOT NULL);

        CREATE TABLE access_keys (
            organisation TEXT NOT NULL,
            id TEXT NOT NULL,
            hash TEXT NOT NULL UNIQUE,
            json TEXT NOT NULL,
            PRIMARY KEY (organisation, id)
        );

        CREATE TABLE alerts (
            organisation TEXT NOT NULL,
            id TEXT NOT NULL,
            starts_at INTEGER NOT NULL,
            resolved INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (organisation, id)
        );
        CREATE INDEX alerts_newest ON alerts (organisation, starts_at, id);

        CREATE TABLE incidents (
            organisation TEXT NOT NULL,
            id TEXT NOT NULL,
            version INTEGER NOT NULL,
            correlation_key TEXT NOT NULL,
            open INTEGER NOT NULL,
            opened_at INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (organisation, id)
        );
        CREATE UNIQUE INDEX incidents_open ON incidents (organisation, correlation_key) WHERE open = 1;
        CREATE INDEX incidents_newest ON incidents (organisation, opened_at, id);

        CREATE TABLE rules (
            organisation TEXT NOT NULL,
            id TEXT NOT NULL,
            position INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (organisation, id)
        );

        CREATE TABLE investigations (
            organisation TEXT NOT NULL,
            id TEXT NOT NULL,
            version INTEGER NOT NULL,
            requested_at INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (organisation, id)
        );
        CREATE INDEX investigations_newest ON investigations (organisation, requested_at, id);

        CREATE TABLE journal (
            organisation TEXT NOT NULL,
            investigation_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            pending INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (organisation, investigation_id, number)
        );

        CREATE TABLE clusters (
            id TEXT PRIMARY KEY,
            organisation TEXT NOT NULL,
            name TEXT NOT NULL,
            last_seen_at INTEGER,
            agent_version TEXT,
            json TEXT NOT NULL,
            UNIQUE (organisation, name)
        );

        CREATE TABLE notifications (
            organisation TEXT NOT NULL,
            incident_id TEXT NOT NULL,
            notifier TEXT NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (organisation, incident_id, notifier)
        );
        """;

    private const string Version2 =
        """
        ALTER TABLE messages ADD COLUMN sender_id TEXT;
        ALTER TABLE clusters ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE clusters DROP COLUMN last_seen_at;
        ALTER TABLE clusters DROP COLUMN agent_version;
        """;

    private const string Version3 =
        """
        ALTER TABLE messages ADD COLUMN sent_at INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX incidents_oldest_open ON incidents (organisation, opened_at, id) WHERE open = 1;

        CREATE TABLE store_check (id INTEGER PRIMARY KEY, at INTEGER NOT NULL);

        -- The times from which the retention counts.
        ALTER TABLE alerts ADD COLUMN received_at INTEGER NOT NULL DEFAULT 0;
        UPDATE alerts SET received_at = starts_at;
        CREATE INDEX alerts_age ON alerts (received_at);
        ALTER TABLE incidents ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
        UPDATE incidents SET updated_at = opened_at;
        CREATE INDEX incidents_age ON incidents (updated_at) WHERE open = 0;
        CREATE INDEX investigations_age ON investigations (requested_at);
        ALTER TABLE notifications ADD COLUMN started_at INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX notifications_age ON notifications (started_at) WHERE started_at > 0;
        """;

    // A key was held by the open incident only; now also by the last one that had it.
    private const string Version4 =
        """
        CREATE TABLE incident_keys (
            organisation TEXT NOT NULL,
            key TEXT NOT NULL,
            incident_id TEXT NOT NULL,
            open INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (organisation, key)
        );
        INSERT OR REPLACE INTO incident_keys (organisation, key, incident_id, open, updated_at)
            SELECT organisation, correlation_key, id, open, updated_at FROM incidents ORDER BY open, opened_at;
        CREATE INDEX incident_keys_age ON incident_keys (updated_at) WHERE open = 0;
        DROP INDEX incidents_open;
        ALTER TABLE incidents DROP COLUMN correlation_key;
        """;

    // Rules are kept by version; of the earlier form there was no way to store one.
    private const string Version5 =
        """
        DROP TABLE rules;
        CREATE TABLE rule_sets (
            organisation TEXT NOT NULL,
            version INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (organisation, version)
        ) WITHOUT ROWID;
        """;

    // The alerts of an incident were part of its document.
    private const string Version6 =
        """
        CREATE TABLE incident_alerts (
            organisation TEXT NOT NULL,
            incident_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (organisation, incident_id, position)
        ) WITHOUT ROWID;
        INSERT INTO incident_alerts (organisation, incident_id, position, json)
            SELECT incidents.organisation, incidents.id, listed.key, listed.value
            FROM incidents, json_each(incidents.json, '$.alerts') AS listed;
        UPDATE incidents SET json = json_set(json, '$.alerts', json('[]'));
        """;

    // Messages were delivered in order of sending only.
    private const string Version7 =
        """
        ALTER TABLE messages ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE messages ADD COLUMN lane TEXT NOT NULL DEFAULT '';
        DROP INDEX messages_ready;
        CREATE INDEX messages_ready ON messages (queue, priority, lane, ready_at, sequence) WHERE ready_at IS NOT NULL;
        """;

    private const string Version8 =
        """
        CREATE TABLE audit (
            organisation TEXT NOT NULL,
            at INTEGER NOT NULL,
            id TEXT NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (organisation, at, id)
        ) WITHOUT ROWID;
        CREATE INDEX audit_age ON audit (at);
        """;

    private const string Version9 =
        """
        CREATE TABLE model_spend (
            organisation TEXT NOT NULL,
            period TEXT NOT NULL,
            version INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (organisation, period)
        );
        """;

    private const string Version10 =
        """
        CREATE TABLE commands (
            organisation TEXT NOT NULL,
            id TEXT NOT NULL,
            version INTEGER NOT NULL,
            open INTEGER NOT NULL,
            requested_at INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (organisation, id)
        );
        CREATE INDEX commands_newest ON commands (organisation, requested_at, id);
        CREATE INDEX commands_open ON commands (organisation, requested_at, id) WHERE open = 1;
        CREATE INDEX commands_age ON commands (requested_at);

        CREATE TABLE approval_policies (organisation TEXT PRIMARY KEY, version INTEGER NOT NULL, json TEXT NOT NULL);
        """;

    /// <summary>Migrations: entry n leads from version n to version n + 1. Entries are added and never changed.</summary>
    private static readonly string[] Migrations =
    [
        Version1, Version2, Version3, Version4, Version5, Version6, Version7, Version8, Version9, Version10,
    ];

    /// <summary>The version of the schema that this program uses.</summary>
    public static int CurrentVersion => Migrations.Length;

    /// <summary>Reads the version of the database; 0 for one that has no tables yet.</summary>
    /// <exception cref="DataFolderException">The database belongs to a newer version.</exception>
    public static int CheckVersion(SqliteSession session)
    {
        var version = session.Query("PRAGMA user_version", row => row.GetInt32(0))[0];
        return version <= CurrentVersion
            ? version
            : throw new DataFolderException(
                $"The database {session.Database} has version {version}; this program knows versions up to "
                + $"{CurrentVersion}. Use the program that made it, or a newer one.");
    }

    /// <summary>Migrates the database. A database with data is copied before.</summary>
    /// <param name="session">The database.</param>
    /// <param name="to">The version; null for the current one.</param>
    /// <exception cref="DataFolderException">The database belongs to a newer version.</exception>
    public static void Migrate(SqliteSession session, int? to = null)
    {
        var version = CheckVersion(session);
        var end = to ?? CurrentVersion;
        if (version > 0 && version < end) CopyBefore(session, version);
        for (; version < end; version++)
        {
            session.Execute("BEGIN");
            session.Execute(Migrations[version]);
            session.Execute($"PRAGMA user_version = {version + 1}");
            session.Execute("COMMIT");
        }
    }

    private static void CopyBefore(SqliteSession session, int version)
    {
        var copy = $"{session.Database}.version-{version}";

        // A migration that was interrupted had copied already; whether the copy is whole nobody knows.
        File.Delete(copy);
        DataBackup.CopyDatabase(session.Database, copy);
    }
}
