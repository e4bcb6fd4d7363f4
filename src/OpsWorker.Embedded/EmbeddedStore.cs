using Microsoft.Data.Sqlite;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Models;
using OpsWorker.Core.Notifications;
using OpsWorker.Core.Rules;
using OpsWorker.Embedded.Agents;
using OpsWorker.Embedded.Evidence;
using OpsWorker.Embedded.Messaging;
using OpsWorker.Embedded.Records;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded;

/// <summary>Implements every port in one folder: a SQLite database and evidence files. One process uses a folder at a time.</summary>
public sealed class EmbeddedStore : IAsyncDisposable
{
    private const string Database = "opsworker.db";

    private readonly EmbeddedOptions _options;
    private readonly DataFolder _folder;
    private readonly StoreHealth _health;
    private readonly SqliteWriter _writer;
    private readonly SqliteReader _reader;
    private readonly FileEvidenceStore _evidence;

    private EmbeddedStore(
        EmbeddedOptions options, DataFolder folder, StoreHealth health, SqliteWriter writer, SqliteReader reader, QueueClock clock)
    {
        _health = health;
        _options = options;
        _folder = folder;
        _writer = writer;
        _reader = reader;
        var signals = new QueueSignals();
        AlertBacklog = new AlertBacklog(reader, clock, options.MaxWaitingAlerts);
        var queue = new SqliteMessageQueue(writer, reader, signals, clock, AlertBacklog, options.Time);
        Queue = queue;
        AgentQueues = new AgentQueues(queue, writer, clock);
        var topic = new SqliteTopic(writer, signals, options.Subscribers, clock);
        var incidents = SqliteIncidentStore.CreateCache();
        var investigations = SqliteInvestigationStore.CreateCache();
        Topic = topic;
        Organisations = new SqliteOrganisationStore(writer, reader);
        Keys = new SqliteKeyStore(writer, reader, options.Time);
        Audit = new SqliteAuditStore(writer, reader);
        Alerts = new SqliteAlertStore(writer, reader);
        Incidents = new SqliteIncidentStore(writer, reader, incidents);
        AlertOutcomes = new SqliteAlertOutcomeStore(writer, incidents, investigations, topic, signals, clock);
        Rules = new SqliteRuleStore(writer, reader);
        Investigations = new SqliteInvestigationStore(writer, reader, investigations);
        Journal = new SqliteJournalStore(writer, reader);
        Clusters = new SqliteClusterStore(writer, reader);
        Commands = new SqliteCommandStore(writer, reader);
        ApprovalPolicies = new SqliteApprovalPolicyStore(writer, reader);
        Notifications = new SqliteNotificationStore(writer, reader);
        ModelSpend = new SqliteModelSpendStore(writer, reader);
        Uploads = new EvidenceUploads(SigningKey.Load(folder.File("uploads.key")));
        AgentSessions = new AgentSessionTokens(SigningKey.Load(folder.File("sessions.key")));
        var evidence = new FileEvidenceStore(folder.Folder("evidence"), Uploads, options.BaseUrl, options.Time);
        Evidence = evidence;
        _evidence = evidence;
        Retention = new Retention(writer, evidence, clock, options, () =>
        {
            incidents.Clear();
            investigations.Clear();
        });
    }

    public IMessageQueue Queue { get; }

    public AgentQueues AgentQueues { get; }

    public ITopic Topic { get; }

    public IOrganisationStore Organisations { get; }

    public IKeyStore Keys { get; }

    public IAuditStore Audit { get; }

    public IAlertStore Alerts { get; }

    public IIncidentStore Incidents { get; }

    public IAlertOutcomeStore AlertOutcomes { get; }

    public IRuleStore Rules { get; }

    public IInvestigationStore Investigations { get; }

    public IJournalStore Journal { get; }

    public IEvidenceStore Evidence { get; }

    public IClusterStore Clusters { get; }

    public ICommandStore Commands { get; }

    public IApprovalPolicyStore ApprovalPolicies { get; }

    public INotificationStore Notifications { get; }

    public IModelSpendStore ModelSpend { get; }

    /// <summary>Verifies tokens of upload addresses, for the endpoint that accepts uploads.</summary>
    public EvidenceUploads Uploads { get; }

    /// <summary>Issues and verifies tokens of agents' sessions.</summary>
    public AgentSessionTokens AgentSessions { get; }

    /// <summary>The alerts that wait for the rules.</summary>
    public AlertBacklog AlertBacklog { get; }

    /// <summary>Removes what was kept long enough.</summary>
    public Retention Retention { get; }

    /// <summary>The full path of the folder.</summary>
    public string DataFolder => _folder.FullPath;

    /// <summary>Opens the folder; creates it and its database if missing.</summary>
    /// <exception cref="DataFolderException">
    /// Another process uses the folder, it cannot be written, or its database is damaged or belongs to a newer version.
    /// </exception>
    public static EmbeddedStore Open(EmbeddedOptions options)
    {
        var folder = Embedded.DataFolder.Open(options.DataFolder);
        SqliteWriter? writer = null;
        try
        {
            var database = folder.File(Database);
            var health = new StoreHealth();
            DatabaseFile.Check(database);

            // No other process uses the folder, so messages in flight belong to a process that has ended.
            QueueClock? clock = null;
            writer = SqliteWriter.Open(
                database,
                prepare: session =>
                {
                    clock = new QueueClock(options.Time, MessageTable.NewestSent(session));
                    MessageTable.ReturnTaken(session, clock.Now);
                },
                health: health);
            DatabaseFile.MarkOpen(database);
            return new EmbeddedStore(options, folder, health, writer, new SqliteReader(database, health), clock!);
        }
        catch (SqliteException e)
        {
            writer?.Abandon();
            folder.Dispose();
            throw new DataFolderException(
                $"The database in {folder.FullPath} cannot be opened: {e.Message} Make room where the disk is full; where the file is "
                + "damaged, move the folder away and restore a backup.",
                e);
        }
        catch
        {
            writer?.Abandon();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Writes a row: a database that can only be read accepts no alert.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be written, or is damaged.</exception>
    public async Task CheckWritableAsync(CancellationToken cancellationToken)
    {
        _health.ThrowIfDamaged();
        await _writer.ChangeAsync(
            "INSERT INTO store_check (id, at) VALUES (1, @at) ON CONFLICT DO UPDATE SET at = excluded.at",
            cancellationToken,
            ("@at", _options.Time.GetUtcNow().UtcTicks));
    }

    /// <summary>Stores an upload as it comes in, without holding it in memory.</summary>
    /// <exception cref="InvalidDataException">It is larger than <see cref="IEvidenceStore.MaxBytes"/>; nothing is stored.</exception>
    public Task ReceiveUploadAsync(EvidenceUpload upload, Stream content, CancellationToken cancellationToken) =>
        _evidence.ReceiveAsync(upload, content, cancellationToken);

    /// <summary>Finishes pending writes and releases the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        DatabaseFile.MarkClosed(_folder.File(Database));
        await _writer.DisposeAsync();
        _reader.Dispose();
        _folder.Dispose();
    }
}
