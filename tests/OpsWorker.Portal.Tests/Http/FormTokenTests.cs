using System.Net;

namespace OpsWorker.Portal.Tests.Http;

public sealed class FormTokenTests(RunningPortal portal)
{
    [Fact]
    public async Task An_action_without_a_token_is_refused()
    {
        using var visitor = await portal.VisitAsync();

        (await visitor.PostAsync($"/incidents/{portal.IncidentId}/investigate")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_token_of_another_session_is_refused()
    {
        using var visitor = await portal.VisitAsync();
        using var other = await portal.VisitAsync();
        var token = (await other.GetAsync("/incidents")).Document.QuerySelector("[name=token]")!.GetAttribute("value")!;

        var answer = await visitor.PostAsync($"/incidents/{portal.IncidentId}/investigate", ("token", token));

        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Text("h1").ShouldBe("This form was not accepted");
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_request_from_another_site_is_refused_also_with_a_token(string header, string value)
    {
        using var visitor = await portal.VisitAsync();
        var token = (await visitor.GetAsync("/incidents")).Document.QuerySelector("[name=token]")!.GetAttribute("value")!;
        var request = new HttpRequestMessage(HttpMethod.Post, $"/incidents/{portal.IncidentId}/investigate")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("token", token)]),
        };
        request.Headers.TryAddWithoutValidation(header, value);

        (await visitor.SendAsync(request)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/incidents/acknowledge")]
    public async Task A_body_that_is_no_form_is_refused(string path)
    {
        using var visitor = await portal.VisitAsync();

        var answer = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}") });

        answer.Status.ShouldBe(path == "/sign-out" ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        (await visitor.GetAsync("/incidents")).Path.ShouldBe("/incidents");
    }

    [Fact]
    public async Task Every_form_that_posts_has_a_token()
    {
        using var visitor = await portal.VisitAsync();

        foreach (var path in PagePaths.Of(portal))
        {
            var page = await visitor.GetAsync(path);
            page.Document.QuerySelectorAll("form[method=post]").Where(form => form.QuerySelector("[name=token]") is null)
                .ShouldBeEmpty(path);
        }
    }
}
