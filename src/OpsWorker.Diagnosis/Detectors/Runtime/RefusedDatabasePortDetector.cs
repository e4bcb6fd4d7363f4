using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// One client whose database driver is refused the connection, while the databases are ready and others are not refused:
/// nothing listens where this client asks. An address that can be read is <see cref="DatabasePortDetector"/>'s; this is for
/// those that stand in Secrets.
/// </summary>
public sealed class RefusedDatabasePortDetector : IDetector
{
    private const string Advice = "Correct the port, or the host, of the database in the client's configuration.";

    // The distance in lines between a driver's exception and its cause in a stack trace.
    private const int Frames = 60;

    private static readonly string[] s_refused = ["Connection refused", "ECONNREFUSED", "connection refused"];

    // How drivers name themselves in the frames and messages of their errors.
    private static readonly string[] s_drivers =
        ["com.mysql.", "org.mariadb.", "mysql2", "pymysql", "mysql.connector", "org.postgresql.", "psycopg", "pgx", "lib/pq", "npgsql",
            "MySqlConnector",
         "com.mongodb.", "pymongo", "MongoNetworkError", "com.microsoft.sqlserver", "oracle.jdbc", "SequelizeConnectionRefusedError"];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.DatabasePortWrong];

    /// <inheritdoc/>
    public string Decides => "One client's database driver is refused, while the databases are ready and their other clients are served.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var databases = context.Workloads.Where(Databases.Is).ToList();
        if (databases.Count == 0) yield break;
        var refused = context.Workloads.Where(w => w.IsShort && !Databases.IsStore(w))
            .Select(w => (Workload: w, Line: Refused(w, context))).Where(w => w.Line is not null).ToList();
        foreach (var group in refused.GroupBy(w => w.Workload.Reference.Namespace))
        {
            var (workload, line) = group.First();
            var near = databases.Where(d => context.Dependencies.ServersOf(workload.Reference).Contains(d.Reference)).ToList();
            if (near.Count == 0) near = databases;
            if (group.Skip(1).Any() || near.Exists(d => d.Ready == 0)) continue;
            yield return Find(workload, line!, near[0]);
        }
    }

    private static Citation? Refused(WorkloadFacts workload, DiagnosisContext context)
    {
        foreach (var log in workload.Pods.SelectMany(context.State.LogsOf).OrderByDescending(l => l.Previous))
        {
            var lines = context.FreshLines.Of(log);
            for (var i = lines.Count - 1; i >= 0; i--)
            {
                if (!Has(lines[i], s_refused)) continue;
                if (lines.Skip(Math.Max(0, i - Frames)).Take(Frames + 5).Any(l => Has(l, s_drivers))) return Cite.Line(log, lines[i]);
            }
        }

        return null;
    }

    private static bool Has(string line, string[] words) => words.Any(w => line.Contains(w, StringComparison.Ordinal));

    private static Finding Find(WorkloadFacts workload, Citation line, WorkloadFacts database)
    {
        var ready = database.Pods.FirstOrDefault(PodFacts.IsReady);
        return new Finding
        {
            Cause = CauseCode.DatabasePortWrong,
            Object = workload.Reference,
            Summary = $"{workload.Reference} is refused where it asks for its database; the database is ready, and no other client is refused.",
            Confidence = Certainty.Confirmed,
            Citations = Cite.All(line, Cite.Field(ready, "status.conditions[Ready].status"),
                Cite.Field(workload.Item, $"{workload.SpecPath}.containers[0].envFrom")),
            Remedy = SafeRemedy.Of(
                Advice,
                [Kubectl.Describe(workload.Reference), Kubectl.Edit(workload.Reference)]),
            Since = workload.Pods.Min(p => p.Metadata.CreationTimestamp),
        };
    }
}
