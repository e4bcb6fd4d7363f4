using OpsWorker.Core.Access;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Models;
using OpsWorker.Core.Notifications;
using OpsWorker.Embedded.Messaging;
using OpsWorker.Oidc;
using OpsWorker.Pipeline.Access;
using OpsWorker.Server.Hosting.Agents;
using OpsWorker.Server.Telemetry;
using OpsWorker.Slack;

namespace OpsWorker.Server.Hosting;

/// <summary>The server's settings: from its command line, then the environment (<c>OPSWORKER_…</c>), then appsettings.json.</summary>
internal sealed record ServerSettings
{
    /// <summary>The default address to listen at.</summary>
    public const string DefaultUrls = "http://127.0.0.1:8484";

    /// <summary>Where the server listens; port 0 takes a free one.</summary>
    public required string Urls { get; init; }

    /// <summary>Where agents and people reach the server; null means where it listens. Its path ends with a slash.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The time without messages after which an agent counts as disconnected.</summary>
    public ClusterSilence Silence { get; init; } = ClusterSilence.Default;

    /// <summary>The folder of the database and the evidence.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The retention of records and evidence.</summary>
    public TimeSpan Retention { get; init; } = Embedded.Retention.Default;

    /// <summary>The number of waiting alerts from which on webhooks are refused.</summary>
    public int MaxWaitingAlerts { get; init; } = AlertBacklog.DefaultMax;

    /// <summary>
    /// Mail addresses and card numbers are masked in alerts, and in the answers of a cluster that this process asks itself.
    /// </summary>
    public bool MaskPersonalData { get; init; }

    /// <summary>A cluster that this process asks itself; null where all of them have agents.</summary>
    public InProcessCluster? Cluster { get; init; }

    /// <summary>The exporters of metrics, traces and logs.</summary>
    public TelemetrySettings Telemetry { get; init; } = TelemetrySettings.Off;

    /// <summary>Slack; without a token and a webhook messages go to <see cref="Messages"/>.</summary>
    public SlackOptions Slack { get; init; } = new();

    /// <summary>The notifiers beside Slack.</summary>
    public IReadOnlyList<INotifier> Notifiers { get; init; } = [];

    /// <summary>The identity provider where people sign in to the portal; null without one.</summary>
    public PeopleSignIn? SignIn { get; init; }

    /// <summary>The models of each stage; none unless the settings name some.</summary>
    public ModelSet Models { get; init; } = ModelSet.None;

    /// <summary>The code hosts; none unless the settings name some.</summary>
    public CodeHostSet CodeHosts { get; init; } = CodeHostSet.None;

    /// <summary>Where messages to people are written that do not go to Slack.</summary>
    public required TextWriter Messages { get; init; }
}

/// <summary>The identity provider where people sign in, and their roles.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Groups">The role of each group or role at the provider.</param>
/// <param name="Otherwise">The role of people without such a group; null refuses them.</param>
internal sealed record PeopleSignIn(OidcOptions Provider, IReadOnlyDictionary<string, AccessRole> Groups, AccessRole? Otherwise)
{
    /// <summary>The workspace of groups, see <see cref="SignInPolicy.Workspaces"/>.</summary>
    public required IReadOnlyDictionary<string, string> Workspaces { get; init; }
}
