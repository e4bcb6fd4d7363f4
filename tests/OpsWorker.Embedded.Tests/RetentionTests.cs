using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Notifications;
using OpsWorker.Testing;

namespace OpsWorker.Embedded.Tests;

public sealed class RetentionTests : IAsyncLifetime
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(10);
    private static readonly OrganisationId Organisation = new("org_1");
    private static readonly PageRequest All = new(100);

    private readonly TemporaryFolder _folder = new();

    // Files have the time of the real clock.
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private EmbeddedStore _store = null!;

    public ValueTask InitializeAsync()
    {
        _store = EmbeddedStore.Open(new EmbeddedOptions { DataFolder = _folder.File("data"), Time = _time, Retention = Kept });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Records_and_evidence_are_removed_when_their_retention_is_over_and_open_incidents_stay()
    {
        await AddAsync("old", IncidentStatus.Resolved);
        await AddAsync("open", IncidentStatus.Open);
        _time.Advance(Kept - TimeSpan.FromSeconds(1));
        await _store.Retention.RemoveOldAsync(_cancel);
        (await _store.Alerts.ListAsync(Organisation, All, _cancel)).Items.Count.ShouldBe(2);
        (await EvidenceAsync("old")).ShouldNotBeNull();

        _time.Advance(TimeSpan.FromMinutes(1));
        await AddAsync("new", IncidentStatus.Resolved);
        await _store.Retention.RemoveOldAsync(_cancel);

        (await _store.Alerts.ListAsync(Organisation, All, _cancel)).Items.ShouldHaveSingleItem().Fingerprint.ShouldBe("new");
        (await _store.Incidents.ListAsync(Organisation, All, _cancel)).Items.Select(incident => incident.Title).ShouldBe(["new", "open"]);
        (await _store.Investigations.ListAsync(Organisation, All, _cancel)).Items.ShouldHaveSingleItem().IncidentId.ShouldBe("new");
        (await JournalAsync("old")).ShouldBeEmpty();
        (await JournalAsync("new")).ShouldHaveSingleItem();
        (await _store.Notifications.GetAsync(Organisation, "old", "slack", _cancel)).ShouldBeNull();
        (await _store.Notifications.GetAsync(Organisation, "new", "slack", _cancel)).ShouldNotBeNull();
        (await EvidenceAsync("old")).ShouldBeNull();
        Directory.GetDirectories(Path.Combine(_store.DataFolder, "evidence", Organisation.Value, "investigations+")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Removal_goes_on_in_steps_until_nothing_old_is_left()
    {
        for (var i = 0; i < 1200; i += 100)
        {
            await Task.WhenAll(Enumerable.Range(i, 100).Select(n => _store.Alerts.TryPutAsync(Alert($"f{n}"), _cancel)));
        }

        _time.Advance(Kept);
        await _store.Retention.RemoveOldAsync(_cancel);

        (await _store.Alerts.ListAsync(Organisation, All, _cancel)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_that_was_removed_is_not_read_from_memory()
    {
        await AddAsync("old", IncidentStatus.Resolved);
        (await _store.Incidents.GetAsync(Organisation, "old", _cancel)).ShouldNotBeNull();
        _time.Advance(Kept);
        await _store.Retention.RemoveOldAsync(_cancel);

        (await _store.Incidents.GetAsync(Organisation, "old", _cancel)).ShouldBeNull();
        (await _store.Investigations.GetAsync(Organisation, InvestigationId("old"), _cancel)).ShouldBeNull();
    }

    private async Task AddAsync(string name, IncidentStatus status)
    {
        var now = _time.GetUtcNow();
        await _store.Alerts.TryPutAsync(Alert(name), _cancel);
        await _store.Incidents.TryCreateAsync(
            new Incident
            {
                Id = name,
                Organisation = Organisation,
                CorrelationKey = name,
                Title = name,
                Severity = Severity.Critical,
                Status = status,
                RuleId = "default",
                Labels = new Dictionary<string, string>(),
                Alerts = [],
                AlertCount = 0,
                StartsAt = now,
                OpenedAt = now,
                UpdatedAt = now,
            },
            _cancel);
        var investigation = new Investigation
        {
            Id = InvestigationId(name),
            Organisation = Organisation,
            IncidentId = name,
            Status = InvestigationStatus.Completed,
            RequestedAt = now,
            Deadline = now,
        };
        await _store.Investigations.TryCreateAsync(investigation, _cancel);
        await _store.Journal.TryAppendAsync(
            Organisation,
            investigation.Id,
            new JournalEntry { Number = 1, Kind = JournalEntryKind.Query, State = JournalEntryState.Pending, StartedAt = now },
            _cancel);
        await _store.Notifications.TryBeginAsync(
            Organisation, new Notification { IncidentId = name, Notifier = "slack", StartedAt = now }, _cancel);
        await _store.Evidence.PutAsync(Organisation, Key(name), new byte[] { 1 }, _cancel);
    }

    private Alert Alert(string fingerprint) => new()
    {
        Id = Core.Alerts.Alert.IdOf(Organisation, "alertmanager", fingerprint, _time.GetUtcNow()),
        Organisation = Organisation,
        Source = "alertmanager",
        Fingerprint = fingerprint,
        Status = AlertStatus.Firing,
        Name = "KubePodCrashLooping",
        Severity = Severity.Critical,
        Summary = fingerprint,
        Labels = new Dictionary<string, string>(),
        Annotations = new Dictionary<string, string>(),
        StartsAt = _time.GetUtcNow(),
        ReceivedAt = _time.GetUtcNow(),
    };

    private async Task<IReadOnlyList<JournalEntry>> JournalAsync(string name) =>
        await _store.Journal.ReadAsync(Organisation, InvestigationId(name), _cancel);

    private Task<ReadOnlyMemory<byte>?> EvidenceAsync(string name) => _store.Evidence.GetAsync(Organisation, Key(name), _cancel);

    private static string InvestigationId(string name) => Core.Investigations.Investigation.IdOf(name, 1);

    private static string Key(string name) => $"investigations/{InvestigationId(name)}/1.json.gz";
}
