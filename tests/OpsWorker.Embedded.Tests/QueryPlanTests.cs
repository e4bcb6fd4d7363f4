using Microsoft.Data.Sqlite;
using OpsWorker.Embedded.Messaging;
using OpsWorker.Embedded.Sqlite;
using OpsWorker.Testing;

namespace OpsWorker.Embedded.Tests;

/// <summary>Statements that run for each message find their rows by an index, however many messages wait.</summary>
public sealed class QueryPlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Statements() => new()
    {
        { DeliveryOrder.NextLane, "USING COVERING INDEX messages_ready (queue=? AND priority=? AND lane>?)" },
        { DeliveryOrder.NextPriority, "USING COVERING INDEX messages_ready (queue=? AND priority>?)" },
        { DeliveryOrder.FirstReady, "USING COVERING INDEX messages_ready (queue=? AND priority=? AND lane=? AND ready_at<?)" },
        { MessageTable.SameWaits, "USING INDEX messages_group (queue=? AND group_id=?)" },
        { AlertBacklog.Count, "USING COVERING INDEX messages_group (queue=? AND group_id>?)" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Statements))]
    public void Rows_are_found_by_an_index_and_nothing_is_sorted(string statement, string expected)
    {
        using var session = new SqliteSession(_folder.File("test.db"), SqliteOpenMode.ReadWriteCreate);
        SqliteSchema.Migrate(session);

        var plan = session.Query("EXPLAIN QUERY PLAN " + Unbound(statement), row => row.GetString(3));

        plan.ShouldContain(step => step.Contains(expected, StringComparison.Ordinal), string.Join('\n', plan));
        plan.ShouldNotContain(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    // What is compared does not change the plan.
    private static string Unbound(string statement) =>
        new[] { "@queue", "@priority", "@lane", "@now", "@max", "@group", "@body" }
            .Aggregate(statement, (text, name) => text.Replace(name, "1", StringComparison.Ordinal));
}
