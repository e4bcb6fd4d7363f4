using BenchmarkDotNet.Attributes;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded.Messaging;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Benchmarks;

/// <summary>
/// The gain of concurrent senders, such as webhooks that arrive together, from sharing a commit. Set TMPDIR to a folder on the disk that is
/// meant: in memory there is nothing to wait for.
/// </summary>
[MemoryDiagnoser]
public class GroupCommitBenchmarks : IAsyncDisposable
{
    private static readonly QueueName Queue = new("alerts", IsFifo: false);

    private static readonly OutgoingMessage[] Message = [new() { Body = new string('x', 1024) }];

    private string _folder = "";
    private Store _grouped = null!;
    private Store _single = null!;

    [Params(1, 16, 100)]
    public int Senders { get; set; }

    [GlobalSetup]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("opsworker-benchmark-").FullName;
        _grouped = new Store(Path.Combine(_folder, "grouped.db"), SqliteWriter.DefaultMaxBatch);
        _single = new Store(Path.Combine(_folder, "single.db"), maxBatch: 1);
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _grouped.DisposeAsync();
        await _single.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public Task OneTransactionEach() => SendAsync(_single);

    [Benchmark]
    public Task Grouped() => SendAsync(_grouped);

    private Task SendAsync(Store store) =>
        Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => store.Messages.SendAsync(Queue, Message, CancellationToken.None)));

    private sealed class Store : IAsyncDisposable
    {
        private readonly SqliteWriter _writer;
        private readonly SqliteReader _reader;

        public Store(string database, int maxBatch)
        {
            _writer = SqliteWriter.Open(database, maxBatch);
            _reader = new SqliteReader(database);
            var clock = new QueueClock(TimeProvider.System, newest: null);
            var backlog = new AlertBacklog(_reader, clock, AlertBacklog.DefaultMax);
            Messages = new SqliteMessageQueue(_writer, _reader, new QueueSignals(), clock, backlog, TimeProvider.System);
        }

        public SqliteMessageQueue Messages { get; }

        public async ValueTask DisposeAsync()
        {
            await _writer.DisposeAsync();
            _reader.Dispose();
        }
    }
}
