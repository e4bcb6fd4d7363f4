using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Core.Rules;
using OpsWorker.Embedded.Agents;
using OpsWorker.Embedded.Evidence;
using OpsWorker.Embedded.Messaging;
using OpsWorker.Embedded.Records;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded;

/// <summary>Every port on one folder: a SQLite database and files of evidence. One process uses a folder at a time.</summary>
public sealed class EmbeddedStore : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly SqliteWriter _writer;
    private readonly SqliteReader _reader;

    private EmbeddedStore(EmbeddedOptions options, DataFolder folder, SqliteWriter writer, SqliteReader reader)
    {
        _folder = folder;
        _writer = writer;
        _reader = reader;
        var signals = new QueueSignals();
        var queue = new SqliteMessageQueue(writer, reader, signals, options.Time);
        Queue = queue;
        AgentQueues = new AgentQueues(queue, writer);
        Topic = new SqliteTopic(writer, signals, options.Subscribers, options.Time);
        Organisations = new SqliteOrganisationStore(writer, reader, options.Time);
        Alerts = new SqliteAlertStore(writer, reader);
        Incidents = new SqliteIncidentStore(writer, reader);
        Rules = new SqliteRuleStore(writer, reader);
        Investigations = new SqliteInvestigationStore(writer, reader);
        Journal = new SqliteJournalStore(writer, reader);
        Clusters = new SqliteClusterStore(writer, reader);
        Notifications = new SqliteNotificationStore(writer, reader);
        Uploads = new EvidenceUploads(SigningKey.Load(folder.File("uploads.key")));
        AgentSessions = new AgentSessionTokens(SigningKey.Load(folder.File("sessions.key")));
        Evidence = new FileEvidenceStore(folder.Folder("evidence"), Uploads, options.BaseUrl, options.Time);
    }

    /// <summary>The queues.</summary>
    public IMessageQueue Queue { get; }

    /// <summary>What the queues of agents need beyond the port.</summary>
    public AgentQueues AgentQueues { get; }

    /// <summary>The topic of reports.</summary>
    public ITopic Topic { get; }

    /// <summary>The organisations and their credentials.</summary>
    public IOrganisationStore Organisations { get; }

    /// <summary>The alerts.</summary>
    public IAlertStore Alerts { get; }

    /// <summary>The incidents.</summary>
    public IIncidentStore Incidents { get; }

    /// <summary>The rules.</summary>
    public IRuleStore Rules { get; }

    /// <summary>The investigations.</summary>
    public IInvestigationStore Investigations { get; }

    /// <summary>The journals of the investigations.</summary>
    public IJournalStore Journal { get; }

    /// <summary>What is too large for a record.</summary>
    public IEvidenceStore Evidence { get; }

    /// <summary>The clusters.</summary>
    public IClusterStore Clusters { get; }

    /// <summary>What was sent to people.</summary>
    public INotificationStore Notifications { get; }

    /// <summary>Checks the tokens of upload addresses, for the endpoint that takes the uploads.</summary>
    public EvidenceUploads Uploads { get; }

    /// <summary>Makes and checks the tokens of agents' sessions.</summary>
    public AgentSessionTokens AgentSessions { get; }

    /// <summary>The folder, as a full path.</summary>
    public string DataFolder => _folder.FullPath;

    /// <summary>Opens the folder, making it and its database where they are missing.</summary>
    /// <exception cref="DataFolderException">
    /// Another process uses the folder, it cannot be written, or a newer program made its database.
    /// </exception>
    public static EmbeddedStore Open(EmbeddedOptions options)
    {
        var folder = Embedded.DataFolder.Open(options.DataFolder);
        SqliteWriter? writer = null;
        try
        {
            var database = folder.File("opsworker.db");

            // Nobody else uses the folder, so what was taken was taken by a process that has ended.
            writer = SqliteWriter.Open(
                database, prepare: connection => MessageTable.ReturnTaken(connection, options.Time.GetUtcNow()));
            return new EmbeddedStore(options, folder, writer, new SqliteReader(database));
        }
        catch
        {
            writer?.Abandon();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Finishes what is being written, and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _reader.Dispose();
        _folder.Dispose();
    }
}
