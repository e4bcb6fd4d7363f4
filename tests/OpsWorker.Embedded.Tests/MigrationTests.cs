using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Embedded.Sqlite;
using OpsWorker.Testing;

namespace OpsWorker.Embedded.Tests;

/// <summary>Data folders of earlier versions are read by this one.</summary>
public sealed class MigrationTests : IDisposable
{
    private static readonly OrganisationId Organisation = new("org_1");

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_alerts_of_incidents_of_version_5_are_kept_in_their_order()
    {
        var incident = Incident();
        Directory.CreateDirectory(_folder.File("data"));
        using (var session = new SqliteSession(Path.Combine(_folder.File("data"), "opsworker.db"), SqliteOpenMode.ReadWriteCreate))
        {
            SqliteSchema.Migrate(session, to: 5);
            session.Execute(
                """
                INSERT INTO incidents (organisation, id, version, open, opened_at, updated_at, json)
                VALUES (@organisation, @id, 1, 1, 0, 0, @json)
                """,
                ("@organisation", Organisation.Value),
                ("@id", incident.Id),
                ("@json", JsonSerializer.Serialize(incident, CoreJson.Default.Incident)));
        }

        await using var store = EmbeddedStore.Open(
            new EmbeddedOptions { DataFolder = _folder.File("data"), Time = new FakeTimeProvider(TestClock.Start) });

        var read = (await store.Incidents.GetAsync(Organisation, incident.Id, _cancel)).ShouldNotBeNull();
        read.Alerts.ShouldBe(incident.Alerts);
        var changed = read with { Alerts = [read.Alerts[0], read.Alerts[1] with { Occurrences = 2 }, .. read.Alerts.Skip(2)], Version = 2 };
        (await store.Incidents.TryUpdateAsync(changed, _cancel)).ShouldBeTrue();
        (await store.Incidents.ListOpenAsync(Organisation, 10, _cancel)).ShouldHaveSingleItem().Alerts.ShouldBe(changed.Alerts);
    }

    private static Incident Incident() => new()
    {
        Id = "inc_1",
        Organisation = Organisation,
        CorrelationKey = "key",
        Title = "Title",
        Status = IncidentStatus.Open,
        RuleId = "default",
        Labels = new Dictionary<string, string>(),
        Alerts =
        [
            .. Enumerable.Range(0, 12).Select(i => new IncidentAlert
            {
                Id = $"al_{i}",
                Fingerprint = $"f{i}",
                Name = "\"Quoted\" Größe 🚒",
                Status = AlertStatus.Firing,
                StartsAt = TestClock.Start,
            }),
        ],
        AlertCount = 12,
        StartsAt = TestClock.Start,
        OpenedAt = TestClock.Start,
        UpdatedAt = TestClock.Start,
    };
}
