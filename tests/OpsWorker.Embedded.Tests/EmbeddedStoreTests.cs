using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Testing;

namespace OpsWorker.Embedded.Tests;

public sealed class EmbeddedStoreTests : IDisposable
{
    private static readonly QueueName Queue = new("work", IsFifo: false);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestClock.Start);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => _folder.File("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_stored_is_there_when_the_folder_is_opened_again()
    {
        var organisation = new Organisation { Id = new OrganisationId("org_1"), Name = "Shop", CreatedAt = _time.GetUtcNow() };
        await using (var store = Open())
        {
            await store.Organisations.TryPutAsync(organisation, Cancel);
            await store.Queue.SendAsync(Queue, [new OutgoingMessage { Body = "1" }], Cancel);
            await store.Evidence.PutAsync(organisation.Id, "inv_1/1", "evidence"u8.ToArray(), Cancel);
        }

        await using var again = Open();

        (await again.Organisations.GetAsync(organisation.Id, Cancel)).ShouldBe(organisation);
        (await ReceiveAsync(again)).ShouldBe(["1"]);
        (await again.Evidence.GetAsync(organisation.Id, "inv_1/1", Cancel)).ShouldNotBeNull()
            .ToArray().ShouldBe("evidence"u8.ToArray());
    }

    [Fact]
    public async Task What_was_stored_is_there_when_the_process_ends_without_closing_the_folder()
    {
        await using var store = Open();
        await store.Queue.SendAsync(Queue, [new OutgoingMessage { Body = "1" }], Cancel);
        var left = Directory.CreateDirectory(_folder.File("left")).FullName;
        foreach (var name in new[] { "opsworker.db", "opsworker.db-wal" })
        {
            File.Copy(Path.Combine(Data, name), Path.Combine(left, name));
        }

        await using var again = EmbeddedStore.Open(new EmbeddedOptions { DataFolder = left, Time = _time });

        (await ReceiveAsync(again)).ShouldBe(["1"]);
    }

    [Fact]
    public async Task An_upload_address_outlives_the_process()
    {
        Uri address;
        await using (var store = Open())
        {
            var organisation = new OrganisationId("org_1");
            address = await store.Evidence.CreateUploadAsync(organisation, "inv_1/1", TimeSpan.FromHours(1), Cancel);
        }

        await using var again = Open();

        again.Uploads.TryRead(address.Segments[^1], _time.GetUtcNow(), out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_database_that_is_none_is_refused_with_its_folder_and_what_to_do()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "opsworker.db"), new string('x', 8192), Cancel);

        var message = Should.Throw<DataFolderException>(Open).Message;

        message.ShouldStartWith($"The database in {Data} cannot be opened: ");
        message.ShouldContain("restore a backup");
        File.Delete(Path.Combine(Data, "opsworker.db"));
        await Open().DisposeAsync();
    }

    [Fact]
    public async Task A_folder_in_use_is_refused_by_name()
    {
        await using var store = Open();

        Should.Throw<DataFolderException>(Open).Message
            .ShouldBe($"The data folder {Data} is in use by another process. Stop that one, or choose another folder.");
    }

    [Fact]
    public async Task A_folder_that_was_refused_can_be_used_later()
    {
        var store = Open();
        Should.Throw<DataFolderException>(Open);
        await store.DisposeAsync();

        await using var again = Open();
        again.DataFolder.ShouldBe(Data);
    }

    [Fact]
    public void A_path_that_is_a_file_is_refused()
    {
        File.WriteAllText(Data, "");

        Should.Throw<DataFolderException>(Open).Message.ShouldContain(Data);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_and_left_alone()
    {
        await Open().DisposeAsync();
        var version = SetVersion(1000);

        var message = Should.Throw<DataFolderException>(Open).Message;

        message.ShouldContain(Path.Combine(Data, "opsworker.db"));
        message.ShouldContain("version 1000");
        SetVersion(version);
        await Open().DisposeAsync();
    }

    [Fact]
    public async Task A_spoilt_key_of_uploads_is_refused()
    {
        await Open().DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(Data, "uploads.key"), "short", Cancel);

        Should.Throw<DataFolderException>(Open).Message.ShouldContain("uploads.key");
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_folder()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        await using var store = Open();
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        File.GetUnixFileMode(Data).ShouldBe(Owner | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(Data)) File.GetUnixFileMode(file).ShouldBe(Owner, file);
    }

    [Fact]
    public async Task Unfinished_files_of_a_killed_process_are_removed()
    {
        await Open().DisposeAsync();
        var unfinished = Path.Combine(Data, "evidence", "+unfinished", "file_1");
        await File.WriteAllTextAsync(unfinished, "half", Cancel);

        await using var store = Open();

        File.Exists(unfinished).ShouldBeFalse();
    }

    private static async Task<IEnumerable<string>> ReceiveAsync(EmbeddedStore store) =>
        (await store.Queue.ReceiveAsync(Queue, 10, TimeSpan.Zero, TimeSpan.Zero, Cancel)).Select(m => m.Body);

    private EmbeddedStore Open() => EmbeddedStore.Open(new EmbeddedOptions
    {
        DataFolder = Data,
        Time = _time,
        BaseUrl = () => new Uri("http://localhost:8080"),
    });

    private int SetVersion(int version)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "opsworker.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var before = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        command.CommandText = $"PRAGMA user_version = {version}";
        command.ExecuteNonQuery();
        return before;
    }
}
