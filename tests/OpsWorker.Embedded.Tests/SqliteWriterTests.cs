using Microsoft.Data.Sqlite;
using OpsWorker.Core;
using OpsWorker.Embedded.Sqlite;
using OpsWorker.Testing;
using SQLitePCL;

namespace OpsWorker.Embedded.Tests;

public sealed class SqliteWriterTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SqliteWriter _writer = null!;
    private SqliteReader _reader = null!;

    private string Database => _folder.File("test.db");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _writer = SqliteWriter.Open(Database);
        _reader = new SqliteReader(Database);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _reader.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Work_that_waits_shares_one_commit()
    {
        var commits = 0;
        using var release = await KeepBusyAsync();
        var waiting = Enumerable.Range(0, 50).Select(i => _writer.WriteAsync(
            session =>
            {
                if (i == 0) raw.sqlite3_commit_hook(session.Handle, _ => commits++ * 0, null);
                return Insert(session, $"waiting {i}");
            },
            Cancel)).ToList();
        (await IdsAsync()).ShouldBeEmpty();

        release.Set();
        await Task.WhenAll(waiting);

        commits.ShouldBe(1);
        (await IdsAsync()).Count.ShouldBe(50);
    }

    [Fact]
    public async Task Work_that_fails_undoes_itself_and_nothing_else()
    {
        using var release = await KeepBusyAsync();

        var before = _writer.WriteAsync(session => Insert(session, "before"), Cancel);
        var failing = _writer.WriteAsync<int>(
            session =>
            {
                Insert(session, "failing");
                throw new InvalidOperationException("no");
            },
            Cancel);
        var twice = _writer.WriteAsync(session => Insert(session, "before"), Cancel);
        var after = _writer.WriteAsync(session => Insert(session, "after"), Cancel);
        release.Set();

        (await Should.ThrowAsync<InvalidOperationException>(failing)).Message.ShouldBe("no");
        (await Should.ThrowAsync<SqliteException>(twice)).SqliteErrorCode.ShouldBe(raw.SQLITE_CONSTRAINT);
        await Task.WhenAll(before, after);
        (await IdsAsync()).ShouldBe(["after", "before"]);
    }

    [Fact]
    public async Task Work_that_returns_before_the_commit_sees_nothing_of_the_transaction_that_it_shares()
    {
        using var release = await KeepBusyAsync();
        var stored = _writer.WriteAsync(session => Insert(session, "stored"), Cancel);
        var early = _writer.WriteEarlyAsync(
            session => session.Query("SELECT id FROM organisations", row => row.GetString(0)).Count, Cancel);

        release.Set();

        (await early).ShouldBe(0);
        await stored;
        (await IdsAsync()).ShouldBe(["stored"]);
    }

    [Fact]
    public async Task What_follows_a_commit_is_done_before_the_caller_goes_on_and_not_for_work_that_failed()
    {
        var committed = new List<string>();
        using var release = await KeepBusyAsync();
        var stored = _writer.WriteAsync(session => Insert(session, "stored"), Cancel, _ => committed.Add("stored"));

        release.Set();
        await stored;

        committed.ShouldBe(["stored"]);
        var failing = _writer.WriteAsync<int>(_ => throw new InvalidOperationException("no"), Cancel, _ => committed.Add("failing"));
        await Should.ThrowAsync<InvalidOperationException>(failing);
        committed.ShouldBe(["stored"]);
    }

    [Fact]
    public async Task Work_whose_caller_has_gone_is_not_done()
    {
        using var release = await KeepBusyAsync();
        using var stop = new CancellationTokenSource();
        var cancelled = _writer.WriteAsync(session => Insert(session, "cancelled"), stop.Token);

        await stop.CancelAsync();
        release.Set();

        await Should.ThrowAsync<OperationCanceledException>(cancelled);
        (await IdsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_transaction_fails_all_of_its_work_and_the_next_one_goes_on()
    {
        using var release = await KeepBusyAsync();
        var before = _writer.WriteAsync(session => Insert(session, "before"), Cancel);

        // As SQLite does by itself where the disk is full.
        var losing = _writer.WriteAsync(session => session.Execute("ROLLBACK"), Cancel);
        release.Set();

        var reason = await Should.ThrowAsync<StoreUnavailableException>(losing);
        (await Should.ThrowAsync<StoreUnavailableException>(before)).ShouldBeSameAs(reason);
        await _writer.WriteAsync(session => Insert(session, "next"), Cancel);
        (await IdsAsync()).ShouldBe(["next"]);
    }

    [Fact]
    public async Task A_commit_that_SQLite_turns_into_a_rollback_fails_its_work_and_the_next_one_goes_on()
    {
        var fail = false;
        await _writer.WriteAsync(
            session =>
            {
                raw.sqlite3_commit_hook(session.Handle, _ => fail ? 1 : 0, null);
                return 0;
            },
            Cancel);
        fail = true;
        for (var i = 0; i < 3; i++)
        {
            await Should.ThrowAsync<StoreUnavailableException>(_writer.WriteAsync(session => Insert(session, "lost"), Cancel));
        }

        fail = false;
        await _writer.WriteAsync(session => Insert(session, "next"), Cancel);

        (await IdsAsync()).ShouldBe(["next"]);
    }

    [Fact]
    public async Task A_full_database_fails_all_work_with_the_reason_and_goes_on_when_there_is_room()
    {
        var pages = await _writer.WriteAsync(session => session.Query("PRAGMA page_count", row => row.GetInt64(0))[0], Cancel);
        await _writer.WriteAsync(session => session.Query($"PRAGMA max_page_count = {pages}", row => row.GetInt64(0)), Cancel);
        var large = new string('x', 100_000);
        for (var i = 0; i < 3; i++)
        {
            var full = await Should.ThrowAsync<StoreUnavailableException>(_writer.WriteAsync(session => Insert(session, large), Cancel));
            full.Message.ShouldStartWith("The database cannot be written: ");
            full.Message.ShouldContain("full");
        }

        await _writer.WriteAsync(session => session.Query("PRAGMA max_page_count = 100000", row => row.GetInt64(0)), Cancel);
        await _writer.WriteAsync(session => Insert(session, "next"), Cancel);

        (await IdsAsync()).ShouldBe(["next"]);
    }

    [Fact]
    public async Task A_statement_is_compiled_once_and_takes_new_values_each_time()
    {
        await _writer.WriteAsync(session => Insert(session, "one"), Cancel);
        await _writer.WriteAsync(session => Insert(session, "two"), Cancel);

        (await IdsAsync()).ShouldBe(["one", "two"]);
        (await FindAsync("two")).ShouldBe(["two"]);
        (await FindAsync(null)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_kind_of_value_is_stored_and_no_other()
    {
        await _writer.WriteAsync(
            session =>
            {
                session.Execute("CREATE TABLE kinds (a, b, c, d, e, f); CREATE TABLE other (id)");
                return session.Execute(
                    "INSERT INTO kinds VALUES (@text, @bytes, @number, @small, @flag, @nothing)",
                    ("@text", "é\0x"),
                    ("@bytes", new byte[] { 0, 255 }),
                    ("@number", long.MaxValue),
                    ("@small", -1),
                    ("@flag", true),
                    ("@nothing", null));
            },
            Cancel);

        var stored = await _reader.QueryAsync(
            "SELECT a, hex(b), c, d, e, f FROM kinds",
            row => (row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt32(3), row.GetInt32(4), row.IsDBNull(5)),
            Cancel);
        stored.ShouldBe([("é\0x", "00FF", long.MaxValue, -1, 1, true)]);
        await Should.ThrowAsync<ArgumentException>(
            _writer.ChangeAsync("INSERT INTO other VALUES (@id)", Cancel, ("@id", TimeSpan.Zero)));
        await Should.ThrowAsync<ArgumentException>(_writer.ChangeAsync("INSERT INTO other VALUES (@id)", Cancel, ("@name", "x")));
    }

    [Fact]
    public async Task Urgent_work_is_done_before_what_waited_longer()
    {
        using var release = await KeepBusyAsync();
        var order = new List<string>();
        var other = _writer.WriteAsync(session => Insert(session, "other"), Cancel, _ => order.Add("other"));
        var urgent = _writer.WriteUrgentAsync(
            session =>
            {
                order.Add("urgent");
                return Insert(session, "urgent");
            },
            Cancel);

        release.Set();
        await Task.WhenAll(other, urgent);

        order.ShouldBe(["urgent", "other"]);
        (await IdsAsync()).ShouldBe(["other", "urgent"]);
    }

    [Fact]
    public async Task A_commit_waits_for_the_disk()
    {
        var settings = await _writer.WriteAsync(
            session => (
                session.Query("PRAGMA journal_mode", row => row.GetString(0))[0],
                session.Query("PRAGMA synchronous", row => row.GetInt32(0))[0]),
            Cancel);

        settings.ShouldBe(("wal", 2), "2 is FULL");
    }

    [Fact]
    public async Task A_reader_cannot_write() =>
        (await Should.ThrowAsync<SqliteException>(
            () => _reader.QueryAsync("DELETE FROM organisations", row => row.GetString(0), Cancel)))
            .SqliteErrorCode.ShouldBe(raw.SQLITE_READONLY);

    [Fact]
    public async Task Writing_to_a_closed_writer_is_an_error()
    {
        await _writer.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => _writer.WriteAsync(session => Insert(session, "late"), Cancel));
    }

    /// <summary>Occupies the writer, so that what comes next waits together, until the event is set.</summary>
    private async Task<ManualResetEventSlim> KeepBusyAsync()
    {
        var busy = new TaskCompletionSource();
        var release = new ManualResetEventSlim();
        _ = _writer.WriteAsync(
            _ =>
            {
                busy.SetResult();
                return release.Wait(TimeSpan.FromSeconds(10), Cancel);
            },
            Cancel);
        await busy.Task;
        return release;
    }

    private static int Insert(SqliteSession session, string id) =>
        session.Execute("INSERT INTO organisations (id, json) VALUES (@id, '{}')", ("@id", id));

    private Task<List<string>> FindAsync(string? id) =>
        _reader.QueryAsync("SELECT id FROM organisations WHERE id = @id", row => row.GetString(0), Cancel, ("@id", id));

    private Task<List<string>> IdsAsync() =>
        _reader.QueryAsync("SELECT id FROM organisations ORDER BY id", row => row.GetString(0), Cancel);
}
