using System.Text.RegularExpressions;
using OpsWorker.Core;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>
/// Reads from a client's error which product it talks to: each has its own codes, words and drivers. Of several stores beside a client
/// whose address is not known, that leaves the one that listens on the product's port.
/// </summary>
internal static partial class StoreDialect
{
    private static readonly (Regex Words, int Port)[] s_products =
    [
        (MySql(), 3306),
        (Postgres(), 5432),
        (Mongo(), 27017),
        (Redis(), 6379),
        (Amqp(), 5672),
        (SqlServer(), 1433),
        (Elasticsearch(), 9200),
    ];

    /// <summary>The product's port; null where the line is no product's, or may be that of several.</summary>
    public static int? PortIn(string line) =>
        s_products.Where(p => p.Words.IsMatch(line)).Select(p => (int?)p.Port).Take(2).ToArray() is [var only] ? only : null;

    [GeneratedRegex(
        @"mysql|mariadb|\b10(40|44|45|49)\]|Access denied for user '|Too many connections|-read-only option|max_user_connections",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex MySql();

    [GeneratedRegex(
        @"postgres|psycopg|\bPG::|PSQLException|pgx|Npgsql|too many clients already|remaining connection slots|pg_hba"
        + "|password authentication failed for user|read-only transaction|connections for (role|database)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Postgres();

    [GeneratedRegex("mongo|not primary|SCRAM-SHA", RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Mongo();

    [GeneratedRegex(
        "[Rr]edis|[Vv]alkey|WRONGPASS|NOAUTH|READONLY You can't|MISCONF|OOM command not allowed|max number of clients reached",
        RegexOptions.None, RegexTime.LimitMs)]
    private static partial Regex Redis();

    [GeneratedRegex("amqp|rabbitmq|pika|ACCESS_REFUSED", RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Amqp();

    [GeneratedRegex("SqlClient|SqlException|SQL Server|Login failed for user", RegexOptions.None, RegexTime.LimitMs)]
    private static partial Regex SqlServer();

    [GeneratedRegex("elasticsearch|opensearch|cluster_block_exception|index_not_found", RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Elasticsearch();
}
