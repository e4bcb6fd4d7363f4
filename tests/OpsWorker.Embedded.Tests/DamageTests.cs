using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Messaging;
using OpsWorker.Testing;

namespace OpsWorker.Embedded.Tests;

/// <summary>Files that somebody or something damaged are noticed, and reported with the remedy.</summary>
public sealed class DamageTests : IDisposable
{
    private static readonly OrganisationId Organisation = new("org_1");
    private static readonly QueueName Queue = new("work", IsFifo: false);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    private string Database => Path.Combine(_folder.File("data"), "opsworker.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_database_that_is_cut_is_not_opened()
    {
        await using (var store = Open()) await FillAsync(store);
        Cut(Database, new FileInfo(Database).Length / 2);

        Refusal().ShouldContain("is damaged: it has ");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_not_opened()
    {
        await using (Open())
        {
            // It is created.
        }

        await File.WriteAllTextAsync(Database, new string('x', 10_000), _cancel);

        Refusal().ShouldContain("cannot be opened");
    }

    [Fact]
    public async Task Part_of_a_database_that_cannot_be_read_is_reported_and_the_rest_is_served()
    {
        await using (var store = Open()) await FillAsync(store);
        await OverwriteAsync(Database, 10 * 4096);

        await using var damaged = Open();
        var error = await Should.ThrowAsync<StoreUnavailableException>(
            () => damaged.Alerts.ListAsync(Organisation, new PageRequest(PageRequest.MaxLimit), _cancel));

        error.Message.ShouldContain("The database is damaged");
        error.Message.ShouldContain("restore a backup");
        (await Should.ThrowAsync<StoreUnavailableException>(() => damaged.CheckWritableAsync(_cancel))).Message.ShouldBe(error.Message);
    }

    [Fact]
    public async Task A_killed_process_whose_log_is_gone_is_noticed_and_one_may_go_on_without_it()
    {
        await using var store = Open();
        await store.Queue.SendAsync(Queue, [new OutgoingMessage { Body = "1" }], _cancel);
        var left = CopyOf("left");

        File.Delete(Path.Combine(left, "opsworker.db-wal"));
        var refusal = Should.Throw<DataFolderException>(() => Open(left)).Message;

        refusal.ShouldContain("opsworker.db-wal is missing");
        File.Delete(Path.Combine(left, "opsworker.db.open"));
        await using var again = Open(left);
    }

    [Fact]
    public async Task A_killed_process_loses_nothing_and_one_that_closed_leaves_no_mark()
    {
        string left;
        await using (var store = Open())
        {
            await store.Queue.SendAsync(Queue, [new OutgoingMessage { Body = "1" }], _cancel);
            left = CopyOf("left");
        }

        File.Exists(Database + ".open").ShouldBeFalse();
        await using var again = Open(left);
        (await again.Queue.ReceiveAsync(Queue, 10, TimeSpan.FromMinutes(1), TimeSpan.Zero, _cancel)).ShouldHaveSingleItem();
    }

    private string Refusal() => Should.Throw<DataFolderException>(() => Open()).Message;

    private EmbeddedStore Open(string? folder = null) =>
        EmbeddedStore.Open(new EmbeddedOptions { DataFolder = folder ?? _folder.File("data"), Time = _time });

    private string CopyOf(string name)
    {
        var left = Directory.CreateDirectory(_folder.File(name)).FullName;
        foreach (var file in new[] { "opsworker.db", "opsworker.db-wal", "opsworker.db.open" })
        {
            File.Copy(Path.Combine(_folder.File("data"), file), Path.Combine(left, file));
        }

        return left;
    }

    private async Task FillAsync(EmbeddedStore store)
    {
        for (var i = 0; i < 400; i++)
        {
            await store.Alerts.TryPutAsync(
                new Alert
                {
                    Id = $"al_{i}",
                    Organisation = Organisation,
                    Source = "alertmanager",
                    Fingerprint = $"f{i}",
                    Status = AlertStatus.Firing,
                    Name = new string('x', 1000),
                    StartsAt = TestClock.Start,
                    ReceivedAt = TestClock.Start,
                },
                _cancel);
        }
    }

    private static void Cut(string file, long length)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(length);
    }

    private static async Task OverwriteAsync(string file, int tail)
    {
        await using var stream = File.OpenWrite(file);
        stream.Seek(-tail, SeekOrigin.End);
        await stream.WriteAsync(Enumerable.Repeat((byte)0xAB, tail).ToArray());
    }
}
