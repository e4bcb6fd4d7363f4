using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded.Backups;
using OpsWorker.Embedded.Sqlite;
using OpsWorker.Testing;

namespace OpsWorker.Embedded.Tests;

public sealed class BackupTests : IDisposable
{
    private static readonly OrganisationId Organisation = new("org_1");
    private static readonly QueueName Queue = new("work", IsFifo: false);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    private string File => _folder.File("backup.tar.gz");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_durable_when_a_backup_began_is_in_the_restored_folder_though_the_server_goes_on()
    {
        await using (var store = Open("data"))
        {
            await SendAsync(store, "before");
            await store.Evidence.PutAsync(Organisation, "investigations/inv_1/1.json.gz", new byte[] { 7 }, _cancel);
            var sending = Task.WhenAll(Enumerable.Range(0, 200).Select(i => SendAsync(store, $"meanwhile {i}")));
            var written = await DataBackup.WriteAsync(_folder.File("data"), File, _cancel);
            await sending;
            written.EvidenceFiles.ShouldBe(1);
        }

        var restored = await DataRestore.ReadAsync(File, _folder.File("restored"), _cancel);

        restored.EvidenceFiles.ShouldBe(1);
        restored.DatabaseBytes.ShouldBeGreaterThan(0);
        await using var again = Open("restored");
        var received = await again.Queue.ReceiveAsync(Queue, 1, TimeSpan.Zero, TimeSpan.Zero, _cancel);
        received.ShouldHaveSingleItem().Body.ShouldBe("before");
        (await again.Evidence.GetAsync(Organisation, "investigations/inv_1/1.json.gz", _cancel))!.Value.ToArray().ShouldBe([7]);
        Names().ShouldBe(["backup.tar.gz", "data", "restored"], ignoreOrder: true);
    }

    [Fact]
    public async Task Sessions_of_before_are_valid_in_the_restored_folder()
    {
        string token;
        await using (var store = Open("data")) token = store.AgentSessions.Write("cl_1", TestClock.Start);
        await DataBackup.WriteAsync(_folder.File("data"), File, _cancel);
        await DataRestore.ReadAsync(File, _folder.File("restored"), _cancel);

        await using var again = Open("restored");

        again.AgentSessions.TryRead(token, out var cluster, out _).ShouldBeTrue();
        cluster.ShouldBe("cl_1");
    }

    [Fact]
    public async Task A_backup_is_readable_by_its_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Files have no modes here.");
            return;
        }

        await using (Open("data")) await DataBackup.WriteAsync(_folder.File("data"), File, _cancel);

        System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_file_that_exists_and_a_folder_with_content_are_left_as_they_are()
    {
        await using (Open("data")) await System.IO.File.WriteAllTextAsync(File, "mine", _cancel);

        (await ShouldRefuseAsync(DataBackup.WriteAsync(_folder.File("data"), File, _cancel))).ShouldContain("exists");
        (await ShouldRefuseAsync(DataRestore.ReadAsync(File, _folder.File("data"), _cancel))).ShouldContain("has content");

        (await System.IO.File.ReadAllTextAsync(File, _cancel)).ShouldBe("mine");
    }

    [Fact]
    public async Task A_folder_without_a_database_is_refused() =>
        (await ShouldRefuseAsync(DataBackup.WriteAsync(_folder.FullPath, File, _cancel))).ShouldContain("has no database");

    [Theory]
    [InlineData("../escaped")]
    [InlineData("evidence/../../escaped")]
    [InlineData("/tmp/escaped")]
    [InlineData("opsworker.lock")]
    public async Task An_entry_that_no_backup_has_is_refused_and_leaves_nothing(string name)
    {
        await WriteArchiveAsync((name, "x"));

        (await ShouldRefuseAsync(RestoreAsync())).ShouldContain("is no backup");

        Names().ShouldBe(["backup.tar.gz"]);
    }

    [Theory]
    [InlineData("not an archive")]
    [InlineData("")]
    public async Task A_file_that_is_no_archive_is_refused(string content)
    {
        await System.IO.File.WriteAllTextAsync(File, content, _cancel);

        await ShouldRefuseAsync(RestoreAsync());

        Directory.Exists(_folder.File("restored")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_damaged_database_is_refused()
    {
        await WriteArchiveAsync(("opsworker.db", "SQLite format 3\0 and nothing of the kind"));

        (await ShouldRefuseAsync(RestoreAsync())).ShouldStartWith("The backup ");
    }

    [Fact]
    public async Task A_database_of_an_earlier_version_is_copied_before_it_is_migrated()
    {
        Directory.CreateDirectory(_folder.File("data"));
        var database = Path.Combine(_folder.File("data"), "opsworker.db");
        using (var session = new SqliteSession(database, SqliteOpenMode.ReadWriteCreate)) SqliteSchema.Migrate(session, to: 2);
        Change(database, "INSERT INTO organisations (id, json) VALUES ('kept', '{}')");

        await using (Open("data"))
        {
            // It is migrated.
        }

        Change(database + ".version-2", "PRAGMA user_version").ShouldBe(2L);
        Change(database + ".version-2", "SELECT id FROM organisations").ShouldBe("kept");
        Change(database, "SELECT id FROM organisations").ShouldBe("kept");
    }

    private static async Task<string> ShouldRefuseAsync(Task refused) => (await Should.ThrowAsync<BackupException>(refused)).Message;

    private Task RestoreAsync() => DataRestore.ReadAsync(File, _folder.File("restored"), _cancel);

    private IEnumerable<string?> Names() => Directory.GetFileSystemEntries(_folder.FullPath).Select(Path.GetFileName);

    private static object? Change(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private async Task WriteArchiveAsync(params (string Name, string Content)[] entries)
    {
        await using var output = System.IO.File.Create(File);
        await using var gzip = new GZipStream(output, CompressionLevel.Fastest);
        await using var tar = new TarWriter(gzip);
        foreach (var (name, content) in entries)
        {
            var entry = new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)),
            };
            await tar.WriteEntryAsync(entry, _cancel);
        }
    }

    private EmbeddedStore Open(string name) => EmbeddedStore.Open(new EmbeddedOptions { DataFolder = _folder.File(name), Time = _time });

    private Task SendAsync(EmbeddedStore store, string body) =>
        store.Queue.SendAsync(Queue, [new OutgoingMessage { Body = body }], _cancel);
}
