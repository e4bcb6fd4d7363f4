using System.Security.Cryptography;
using OpsWorker.Aws.DynamoDb;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Aws.Tests.DynamoDb;

/// <summary>Where large documents are kept: the bucket deletes what is old, so what lasts may not be there.</summary>
public sealed class RecordDocumentsTests
{
    private static readonly RecordKey Key = new("incident#org_1#inc_1", "incident");
    private static readonly OrganisationId Organisation = new("org_1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_record_that_does_not_expire_is_whole_in_its_item_and_needs_no_evidence_store()
    {
        var incident = Incident(name: number => $"KubePodCrashLooping{number:0000000000}" + new string('x', 400));
        var documents = new RecordDocuments(overflow: null);

        var item = RecordDocuments.ToLastingItem(Key, incident, CoreJson.Default.Incident);

        item.Text(RecordSchema.DocumentKey).ShouldBeNull();
        item[RecordSchema.CompressedDocument].B.Length.ShouldBeLessThan(RecordDocuments.MaxInlineBytes);
        for (var reading = 1; reading <= 2; reading++)
        {
            var read = await documents.ReadAsync(Organisation, item, CoreJson.Default.Incident, Cancel);
            read.Alerts.ShouldBe(incident.Alerts);
        }
    }

    [Fact]
    public void A_record_that_no_item_can_hold_is_refused_with_its_size()
    {
        var incident = Incident(name: _ => Convert.ToHexString(RandomNumberGenerator.GetBytes(1000)));

        Should.Throw<InvalidDataException>(() => RecordDocuments.ToLastingItem(Key, incident, CoreJson.Default.Incident))
            .Message.ShouldContain("389120 are allowed");
    }

    [Fact]
    public async Task A_small_record_is_plain_text()
    {
        var item = RecordDocuments.ToLastingItem(Key, Incident(name: _ => "A") with { Alerts = [] }, CoreJson.Default.Incident);

        item.Text(RecordSchema.Document).ShouldNotBeNull().ShouldStartWith("{");
        await new RecordDocuments(overflow: null).ReadAsync(Organisation, item, CoreJson.Default.Incident, Cancel);
    }

    private static Incident Incident(Func<int, string> name) => new()
    {
        Id = "inc_1",
        Organisation = Organisation,
        CorrelationKey = "k",
        Title = "Title",
        Status = IncidentStatus.Open,
        RuleId = "default",
        Labels = new Dictionary<string, string>(),
        Alerts = [.. Enumerable.Range(0, Core.Incidents.Incident.MaxAlerts).Select(number => new IncidentAlert
        {
            Id = $"al_{number}",
            Name = name(number),
            Status = AlertStatus.Firing,
            StartsAt = DateTimeOffset.UnixEpoch,
        })],
        AlertCount = 500,
        StartsAt = DateTimeOffset.UnixEpoch,
        OpenedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
