using System.Net;
using Microsoft.Data.Sqlite;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Notifications;
using OpsWorker.Embedded;
using OpsWorker.Oidc;
using OpsWorker.Pipeline.Access;
using OpsWorker.Portal.Tests;
using OpsWorker.Server.Demo;
using OpsWorker.Server.Hosting;
using OpsWorker.Server.Hosting.Agents;
using OpsWorker.Testing;

[assembly: AssemblyFixture(typeof(RunningPortal))]

namespace OpsWorker.Portal.Tests;

/// <summary>A server with the demo's incidents in its own organisation; tests make organisations of their own beside it.</summary>
public sealed class RunningPortal : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private OidcStandIn? _provider;
    private ServerHost? _host;

    /// <summary>The identity provider where people sign in.</summary>
    public OidcStandIn Provider => _provider ?? throw new InvalidOperationException("The server was not started.");

    public Uri Address => Host.Address;

    public EmbeddedStore Store => Host.Store;

    /// <summary>The API key of the organisation with the demo's incidents.</summary>
    public string ApiKey => Host.NewKeys!.ApiKey;

    /// <summary>The incident of the demo's first alert.</summary>
    public string IncidentId { get; private set; } = "";

    public OrganisationId Organisation => Host.Organisation.Id;

    /// <summary>The clock of the recording.</summary>
    public TimeProvider Time { get; private set; } = TimeProvider.System;

    /// <summary>The demo's cluster.</summary>
    public string ClusterId { get; private set; } = "";

    /// <summary>The demo's first alert.</summary>
    public string AlertId { get; private set; } = "";

    public string DataFolder => _folder.File("data");

    private ServerHost Host => _host ?? throw new InvalidOperationException("The server was not started.");

    public async ValueTask InitializeAsync()
    {
        var cluster = DemoFiles.OpenCluster();
        var time = new RecordedTime(cluster.CollectedAt);
        Time = time;
        _provider = await OidcStandIn.StartAsync(time);
        var settings = new ServerSettings
        {
            Urls = "http://127.0.0.1:0",
            DataFolder = DataFolder,
            Cluster = new InProcessCluster(DemoFiles.ClusterName, cluster, "a recording"),
            SignIn = new PeopleSignIn(
                new OidcOptions
                {
                    Authority = _provider.Authority,
                    ClientId = OidcStandIn.ClientId,
                    ClientSecret = OidcStandIn.ClientSecret,
                },
                new Dictionary<string, AccessRole> { ["on-call"] = AccessRole.Operator, ["payments-team"] = AccessRole.Operator },
                Otherwise: null)
            {
                Workspaces = new Dictionary<string, string>
                {
                    ["on-call"] = SignInPolicy.WholeOrganisation,
                    ["payments-team"] = "payments",
                },
            },
            Messages = TextWriter.Null,
        };
        _host = await ServerHost.CreateAsync(settings, time, ServerBuilder.CreateSilent(), CancellationToken.None);
        await _host.StartAsync(CancellationToken.None);
        var view = await new DemoRun(_host, new DemoProgress(TextWriter.Null), time).RunAsync(CancellationToken.None);
        IncidentId = view.Incident.Id;
        ClusterId = view.Incident.ClusterId!;
        AlertId = view.Incident.Alerts[0].Id;
    }

    public Uri CreateSignInLink() => Host.CreateSignInLink();

    /// <summary>Someone who signed in with the API key of the demo's organisation.</summary>
    public Task<Visitor> VisitAsync() => VisitAsync(ApiKey);

    /// <summary>Someone who signed in with an API key.</summary>
    public async Task<Visitor> VisitAsync(string apiKey)
    {
        var visitor = new Visitor(Address);
        (await visitor.SignInAsync(apiKey)).Status.ShouldBe(HttpStatusCode.OK);
        return visitor;
    }

    /// <summary>Another organisation and its API key.</summary>
    public async Task<(OrganisationId Organisation, string ApiKey)> CreateOrganisationAsync()
    {
        var created = await NewOrganisation.CreateAsync(
            Store.Organisations, Store.Keys, "another", "UTC", TimeProvider.System.GetUtcNow(), CancellationToken.None);
        return (created.Organisation.Id, created.ApiKey);
    }

    /// <summary>Stores an incident and its investigations for an organisation.</summary>
    public async Task<Incident> PutAsync(OrganisationId organisation, IncidentView view)
    {
        // The samples have one id, and each test an organisation of its own.
        var id = Incident.IdOf(Identifier.From("al", organisation.Value, view.Incident.Id));
        var incident = view.Incident with
        {
            Id = id,
            Organisation = organisation,
            InvestigationId = view.Investigation is { } latest ? Investigation.IdOf(id, latest.Attempt) : null,
        };
        (await Store.Incidents.TryCreateAsync(incident, CancellationToken.None)).ShouldBeTrue();
        foreach (var attempt in view.Earlier.Append(view.Investigation))
        {
            if (attempt is null) continue;
            var stored = attempt with { Id = Investigation.IdOf(id, attempt.Attempt), IncidentId = id, Organisation = organisation };
            (await Store.Investigations.TryCreateAsync(stored, CancellationToken.None)).ShouldBeTrue();
        }

        foreach (var entry in view.Progress)
        {
            await Store.Journal.TryAppendAsync(organisation, incident.InvestigationId!, entry, CancellationToken.None);
        }

        return incident;
    }

    /// <summary>An incident with a report, under an id of its own.</summary>
    public Task<Incident> PutReportedAsync(
        OrganisationId organisation, string name, DiagnosisResult diagnosis, Func<Incident, Incident>? change = null)
    {
        var incident = IncidentSamples.Incident(Identifier.From("al", organisation.Value, name)) with { CorrelationKey = name };
        return PutAsync(
            organisation, IncidentSamples.Reported(change?.Invoke(incident) ?? incident, diagnosis, DiagnosisSamples.Headline));
    }

    /// <summary>Makes the record of an investigation unreadable, as a damaged disk does.</summary>
    public async Task DamageInvestigationAsync(string id)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(DataFolder, "opsworker.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE investigations SET json = '{' WHERE id = @id";
        command.Parameters.AddWithValue("@id", id);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);

        // The store reads what it has just written from its memory, which a pass of the retention empties.
        await Store.Retention.RemoveOldAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        if (_provider is not null) await _provider.DisposeAsync();
        _folder.Dispose();
    }
}
