using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Http;

public sealed class ListingTests(RunningServer server)
{
    [Fact]
    public async Task A_listing_goes_on_where_the_page_before_ended()
    {
        var tenant = await server.CreateTenantAsync();
        var incidents = Enumerable.Range(0, 5).Select(number => Incident(tenant.Organisation, number)).ToList();
        foreach (var incident in incidents) await server.Store.Incidents.TryCreateAsync(incident, TestContext.Current.CancellationToken);

        var pages = new List<IReadOnlyList<string>>();
        string? token = null;
        do
        {
            var page = await tenant.GetAsync($"v1/incidents?limit=2{(token is null ? "" : $"&cursor={token}")}");
            pages.Add(page.Ids());
            token = page.Text("cursor");
        }
        while (token is not null);

        pages.Select(page => page.Count).ShouldBe([2, 2, 1]);
        pages.SelectMany(page => page).ShouldBe(Enumerable.Reverse(incidents).Select(incident => incident.Id));
    }

    [Fact]
    public async Task What_is_absent_is_left_out_of_an_answer()
    {
        var tenant = await server.CreateTenantAsync();

        (await tenant.GetAsync("v1/incidents")).Body.ShouldBe("""{"items":[]}""");
    }

    [Theory]
    [InlineData("v1/investigations")]
    [InlineData("v1/incidents")]
    [InlineData("v1/alerts")]
    public async Task A_page_that_cannot_be_is_refused_with_the_field_that_is_wrong(string path)
    {
        (await server.Default.GetAsync($"{path}?cursor=wrong")).ShouldBeProblemOf("cursor");
        (await server.Default.GetAsync($"{path}?limit=0")).ShouldBeProblemOf("limit");
        (await server.Default.GetAsync($"{path}?limit=many")).ShouldBeProblemOf("limit");
        (await server.Default.GetAsync($"{path}?limit={PageRequest.MaxLimit + 1}")).ShouldBeProblemOf("limit");
    }

    private static Incident Incident(OrganisationId organisation, int number) =>
        IncidentSamples.Incident(alertId: $"al_{organisation.Value}_{number}") with
        {
            Organisation = organisation,
            CorrelationKey = $"key-{number}",
            OpenedAt = IncidentSamples.Start.AddMinutes(number),
        };
}
