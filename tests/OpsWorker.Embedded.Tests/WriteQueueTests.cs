using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Tests;

public sealed class WriteQueueTests : IDisposable
{
    private const int MaxBatch = 256;

    private readonly WriteQueue _queue = new(capacity: 1024, MaxBatch);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task Units_of_one_kind_are_taken_together_in_order()
    {
        await AddAsync(urgent: 0, others: 3);

        Take().ShouldBe(["other 0", "other 1", "other 2"]);
    }

    [Fact]
    public async Task A_transaction_has_no_more_units_than_its_limit()
    {
        await AddAsync(urgent: 0, others: MaxBatch + 1);

        Take().Count.ShouldBe(MaxBatch);
        Take().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Urgent_units_are_taken_without_those_that_waited_before_them()
    {
        await AddAsync(urgent: 0, others: 5);
        await AddAsync(urgent: 2, others: 0);

        Take().ShouldBe(["urgent 0", "urgent 1"]);
        Take().Count.ShouldBe(5);
    }

    [Fact]
    public async Task While_one_urgent_unit_comes_after_the_other_the_rest_still_has_its_turn()
    {
        await AddAsync(urgent: 0, others: 100);
        for (var commit = 1; commit < WriteQueue.UrgentCommits; commit++)
        {
            await AddAsync(urgent: 1, others: 0);
            Take().ShouldBe(["urgent 0"]);
        }

        await AddAsync(urgent: 1, others: 0);

        var turn = Take();
        turn[0].ShouldBe("urgent 0");
        turn.Skip(1).ShouldBe(Enumerable.Range(0, 16).Select(i => $"other {i}"));
    }

    [Fact]
    public async Task After_a_large_transaction_of_urgent_units_the_rest_has_its_turn()
    {
        await AddAsync(urgent: WriteQueue.UrgentUnits, others: 1);

        Take().ShouldContain("other 0");
    }

    [Fact]
    public async Task What_waits_when_the_queue_is_closed_is_still_taken_and_nothing_is_added()
    {
        await AddAsync(urgent: 1, others: 1);
        _queue.Close();

        Take().ShouldBe(["urgent 0"]);
        Take().ShouldBe(["other 0"]);
        _queue.Take([]).ShouldBeFalse();
        await Should.ThrowAsync<System.Threading.Channels.ChannelClosedException>(() => AddAsync(urgent: 1, others: 0));
    }

    [Fact]
    public async Task A_thread_that_waits_for_units_gets_the_next_one()
    {
        var taken = Task.Run(Take, Cancel);

        await AddAsync(urgent: 1, others: 0);

        (await taken).ShouldBe(["urgent 0"]);
    }

    private async Task AddAsync(int urgent, int others)
    {
        for (var i = 0; i < urgent; i++) await _queue.AddAsync(new Unit($"urgent {i}", isUrgent: true), Cancel);
        for (var i = 0; i < others; i++) await _queue.AddAsync(new Unit($"other {i}", isUrgent: false), Cancel);
    }

    private List<string> Take()
    {
        var batch = new List<WriteUnit>();
        _queue.Take(batch).ShouldBeTrue();
        return batch.ConvertAll(unit => ((Unit)unit).Name);
    }

    private sealed class Unit : WriteUnit
    {
        public Unit(string name, bool isUrgent)
        {
            Name = name;
            IsUrgent = isUrgent;
        }

        public string Name { get; }

        public override bool IsAbandoned => false;

        public override void Execute(SqliteSession session)
        {
        }

        public override void Complete()
        {
        }

        public override void Fail(Exception exception)
        {
        }
    }
}
