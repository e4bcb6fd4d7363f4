namespace OpsWorker.Portal.Tests.Palette;

public sealed class PaletteTests(RunningPortal portal)
{
    [Fact]
    public async Task Incidents_and_clusters_are_found_by_a_part_of_their_name()
    {
        using var visitor = await portal.VisitAsync();

        (await visitor.GetAsync("/palette?text=checkout")).Html.ShouldContain($"/incidents/{portal.IncidentId}");
        (await visitor.GetAsync("/palette?text=demo")).Html.ShouldContain("/clusters/cl_");
        (await visitor.GetAsync("/palette?text=nowhere-at-all")).Html.ShouldBe("[]");
        (await visitor.GetAsync("/palette")).Html.ShouldBe("[]");
    }
}
