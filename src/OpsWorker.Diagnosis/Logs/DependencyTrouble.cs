using System.Text.RegularExpressions;
using OpsWorker.Core;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>
/// Recognises an entry of level error that reports of something else than the program itself: a noun for what it talks to, and near
/// it a verb for what that does not do. It holds for programs that word their errors themselves.
/// </summary>
internal static partial class DependencyTrouble
{
    /// <summary>True for such an entry.</summary>
    public static bool IsIn(string line) => ErrorLevel.IsOf(line) && Reported().IsMatch(line);

    private const string Other =
        @"\b(connections?|database|db|upstreams?|backends?|peers?|brokers?|remote|hosts?|endpoints?|cache|queue|redis|valkey"
        + "|mongo(db)?|mysql|mariadb|postgres(ql)?|kafka|rabbitmq|amqp|elasticsearch|opensearch|zookeeper|etcd|consul"
        + "|ldap|smtp|grpc|socket|cluster)\\b";

    private const string Fails =
        @"(\bfail(ed|ure|s)?\b|\bunable\b|\bcan(not|'t)\b|\bcould ?n[o']t\b|\brefused\b|\btim(ed|e) ?out\b|\bun(available|reachable)\b"
        + @"|\blost\b|\breset\b|\bis down\b|\bnot (available|reachable|responding)\b|\bretries\b|\bgiving up\b|\bno response\b)";

    [GeneratedRegex(
        "(" + Other + ".{0,60}" + Fails + ")|(" + Fails + ".{0,60}" + Other + ")",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Reported();
}
