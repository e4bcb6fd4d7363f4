using System.Security.Cryptography;
using OpsWorker.Aws.DynamoDb;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Aws.Tests.DynamoDb;

/// <summary>Large documents of records that do not expire, which must not be in the bucket: it deletes old objects.</summary>
public sealed class RecordDocumentsTests
{
    private static readonly RecordKey Key = new("incident#org_1#inc_1", "incident");
    private static readonly OrganisationId Organisation = new("org_1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_record_that_does_not_expire_is_compressed_in_its_item()
    {
        var incident = Incident(name: number => $"KubePodCrashLooping{number:0000000000}" + new string('x', 400));
        var documents = new RecordDocuments(overflow: null);

        var item = RecordDocuments.ToPermanentItem(Key, incident, CoreJson.Default.Incident);

        item.Text(RecordSchema.DocumentKey).ShouldBeNull();
        item[RecordSchema.CompressedDocument].B.Length.ShouldBeLessThan(RecordDocuments.MaxInlineBytes);
        for (var reading = 1; reading <= 2; reading++)
        {
            var read = await documents.ReadAsync(Organisation, item, CoreJson.Default.Incident, Cancel);
            read.Alerts.ShouldBe(incident.Alerts);
        }
    }

    [Fact]
    public void A_record_that_is_too_large_for_an_item_is_refused_with_the_limit()
    {
        var incident = Incident(name: _ => Convert.ToHexString(RandomNumberGenerator.GetBytes(1000)));

        Should.Throw<InvalidDataException>(() => RecordDocuments.ToPermanentItem(Key, incident, CoreJson.Default.Incident))
            .Message.ShouldContain("389120 are allowed");
    }

    [Fact]
    public async Task A_small_record_is_not_compressed()
    {
        var item = RecordDocuments.ToPermanentItem(Key, Incident(name: _ => "A") with { Alerts = [] }, CoreJson.Default.Incident);

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
