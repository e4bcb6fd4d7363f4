using System.Net;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Portal.Tests.Clusters;

public sealed class ClusterPagesTests(RunningPortal portal)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_list_gives_the_command_that_adds_one()
    {
        var (_, key) = await portal.CreateOrganisationAsync();
        using var visitor = await portal.VisitAsync(key);

        (await visitor.GetAsync("/clusters")).Text(".empty code").ShouldBe("opsworker cluster add NAME");
    }

    [Fact]
    public async Task Adding_a_cluster_shows_its_registration_token_once_with_the_commands_to_install_it()
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        using var visitor = await portal.VisitAsync(key);

        var form = await visitor.GetAsync("/clusters/new");
        var added = await visitor.SubmitAsync(form, "form[action='/clusters/new']", ("name", "prod-eu"), ("region", "eu-west-1"));

        added.Status.ShouldBe(HttpStatusCode.OK);
        var commands = added.Document.QuerySelectorAll(".command code").Select(code => code.TextContent).ToList();
        commands[0].ShouldStartWith("helm upgrade --install opsworker-agent");
        var token = commands[^1];
        token.ShouldStartWith("ocr_");
        commands.Count.ShouldBe(4);
        commands.ShouldAllBe(command => command.Contains(token, StringComparison.Ordinal));
        commands[0].ShouldContain(portal.Address.ToString().TrimEnd('/'));
        var cluster = (await portal.Store.Clusters.ListAsync(organisation, Cancel)).Single();
        (await visitor.GetAsync($"/clusters/{cluster.Id}/state")).Html.ShouldBe("Pending");
        var page = await visitor.GetAsync($"/clusters/{cluster.Id}");
        page.Html.ShouldNotContain(token);
        page.Text(".facts").ShouldContain("eu-west-1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData("a b")]
    public async Task A_wrong_name_is_refused_beside_what_was_typed(string name)
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        using var visitor = await portal.VisitAsync(key);

        var form = await visitor.GetAsync("/clusters/new");
        var refused = await visitor.SubmitAsync(form, "form[action='/clusters/new']", ("name", name), ("region", "kept"));

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text("[role=alert]").ShouldStartWith("name");
        refused.Document.QuerySelector("#region")!.GetAttribute("value").ShouldBe("kept");
        (await portal.Store.Clusters.ListAsync(organisation, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rotating_the_token_shows_another_one_and_the_end_of_the_first()
    {
        var (visitor, cluster) = await AddAsync();
        using (visitor)
        {
            var page = await visitor.GetAsync($"/clusters/{cluster.Id}");
            var rotated = await visitor.SubmitAsync(page, "form[action$='/rotate-token']");

            rotated.Text("main").ShouldContain("The token before stays valid until");
            rotated.Document.QuerySelectorAll(".command code")[1].TextContent.ShouldStartWith("owc_");
        }
    }

    [Fact]
    public async Task A_new_install_command_is_shown_for_a_cluster_that_is_there()
    {
        var (visitor, cluster) = await AddAsync();
        using (visitor)
        {
            var page = await visitor.GetAsync($"/clusters/{cluster.Id}");
            var issued = await visitor.SubmitAsync(page, "form[action$='/join-token']");

            issued.Document.QuerySelectorAll(".command code")[0].TextContent.ShouldContain("registrationToken=ocr_");
        }
    }

    [Fact]
    public async Task An_agent_that_keeps_its_token_is_asked_to_rotate_it_and_the_page_says_what_is_wrong_with_it()
    {
        var (visitor, cluster) = await AddAsync();
        using (visitor)
        {
            var heartbeat = new AgentHeartbeat
            {
                ClusterId = cluster.Id,
                AgentVersion = "0.0.1",
                Capabilities = [AgentCapabilities.Observe, AgentCapabilities.TokenRotate],
            };
            await portal.Store.Clusters.UpdateAsync(
                cluster.Id,
                c => c with
                {
                    Heartbeat = heartbeat,
                    HeartbeatLatency = TimeSpan.FromSeconds(0.25),
                    ClockSkew = TimeSpan.FromMinutes(-7),
                    Refusal = new AgentRefusal(portal.Time.GetUtcNow(), "The registration token of prod-eu was used."),
                },
                Cancel);
            var page = await visitor.GetAsync($"/clusters/{cluster.Id}");
            var main = (await visitor.SubmitAsync(page, "form[action$='/rotate-token']")).Text("main");

            main.ShouldContain("was asked");
            main.ShouldContain("The registration token of prod-eu was used.");
            main.ShouldContain("behind the server");
            main.ShouldContain("observe, token.rotate");
            (await portal.Store.Clusters.FindAsync(cluster.Id, Cancel))!.Rotation.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_cluster_is_removed_only_where_its_name_is_typed()
    {
        var (visitor, cluster) = await AddAsync();
        using (visitor)
        {
            var page = await visitor.GetAsync($"/clusters/{cluster.Id}");
            (await visitor.SubmitAsync(page, "form[action$='/remove']", ("name", "other"))).Status.ShouldBe(HttpStatusCode.BadRequest);
            var removed = await visitor.SubmitAsync(page, "form[action$='/remove']", ("name", cluster.Name));

            removed.Path.ShouldBe("/clusters?done=removed");
            (await visitor.GetAsync($"/clusters/{cluster.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task The_page_of_a_cluster_names_the_questions_and_why_they_were_asked()
    {
        using var visitor = await portal.VisitAsync();

        var page = await visitor.GetAsync($"/clusters/{portal.ClusterId}");

        page.Document.QuerySelectorAll("details[id^=asked] code").Select(code => code.TextContent)
            .ShouldContain(question => question.StartsWith("kubectl ", StringComparison.Ordinal));
        page.Document.QuerySelectorAll("details[id^=asked] a").ShouldContain(
            link => link.GetAttribute("href") == $"/incidents/{portal.IncidentId}");
    }

    [Theory]
    [InlineData(20, "Connected")]
    [InlineData(60, "Lagging")]
    [InlineData(200, "Disconnected")]
    public async Task The_list_shows_the_status_by_the_last_message(int secondsAgo, string status)
    {
        var (visitor, cluster) = await AddAsync();
        using (visitor)
        {
            var seen = portal.Time.GetUtcNow().AddSeconds(-secondsAgo);
            await portal.Store.Clusters.UpdateAsync(
                cluster.Id, c => c with { FirstSeenAt = seen, LastSeenAt = seen, AgentVersion = "0.0.1" }, Cancel);

            var row = (await visitor.GetAsync("/clusters")).Document.QuerySelector(".item").ShouldNotBeNull();
            row.QuerySelector(".badge")!.TextContent.Trim().ShouldBe(status);
            row.TextContent.ShouldContain("Older than the server");
            (await visitor.GetAsync($"/clusters?status={status}")).Document.QuerySelectorAll(".item").Length.ShouldBe(1);
            (await visitor.GetAsync("/clusters?status=pending")).Document.QuerySelectorAll(".item").ShouldBeEmpty();
        }
    }

    private async Task<(Visitor Visitor, Cluster Cluster)> AddAsync()
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        var visitor = await portal.VisitAsync(key);
        var form = await visitor.GetAsync("/clusters/new");
        await visitor.SubmitAsync(form, "form[action='/clusters/new']", ("name", "prod-eu"));
        return (visitor, (await portal.Store.Clusters.ListAsync(organisation, Cancel)).Single());
    }
}
