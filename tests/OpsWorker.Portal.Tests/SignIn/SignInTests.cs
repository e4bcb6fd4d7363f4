using System.Net;
using OpsWorker.Embedded;
using OpsWorker.Portal.Sessions;

namespace OpsWorker.Portal.Tests.SignIn;

public sealed class SignInTests(RunningPortal portal)
{
    [Fact]
    public async Task A_page_leads_to_the_form_and_back_again()
    {
        using var visitor = new Visitor(portal.Address);

        var form = await visitor.GetAsync($"/incidents/{portal.IncidentId}");
        form.Path.ShouldStartWith("/sign-in?to=");
        var page = await visitor.SubmitAsync(form, "form", ("key", portal.ApiKey));

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Path.ShouldBe($"/incidents/{portal.IncidentId}");
    }

    [Theory]
    [InlineData("owk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        using var visitor = new Visitor(portal.Address);

        var page = await visitor.SignInAsync(key);

        page.Status.ShouldBe(HttpStatusCode.Unauthorized);
        page.Text("[role=alert]").ShouldContain("no such API key");
        (await visitor.GetAsync("/incidents")).Path.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task The_printed_link_signs_in_once()
    {
        var link = portal.CreateSignInLink().PathAndQuery;
        using var first = new Visitor(portal.Address);
        using var second = new Visitor(portal.Address);

        (await first.GetAsync(link)).Path.ShouldBe("/incidents");
        (await second.GetAsync(link)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await second.GetAsync("/incidents")).Path.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_link_made_in_the_data_folder_signs_in()
    {
        var key = new PortalKey(() => PortalKeyFile.Read(portal.DataFolder));
        using var visitor = new Visitor(portal.Address);

        var link = SignInLinks.Create(key, null, portal.Time.GetUtcNow());

        (await visitor.GetAsync("/" + link)).Path.ShouldBe("/incidents");
    }

    [Fact]
    public async Task A_link_of_before_the_servers_start_or_of_another_key_is_refused()
    {
        var key = new PortalKey(() => PortalKeyFile.Read(portal.DataFolder));
        using var visitor = new Visitor(portal.Address);

        var old = SignInLinks.Create(key, null, portal.Time.GetUtcNow() - TimeSpan.FromMinutes(14));
        var foreign = SignInLinks.Create(new PortalKey(() => new byte[32]), null, portal.Time.GetUtcNow());

        (await visitor.GetAsync("/" + old)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await visitor.GetAsync("/" + foreign)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Signing_in_leads_to_no_other_site(string target)
    {
        using var visitor = new Visitor(portal.Address);

        var form = await visitor.GetAsync("/sign-in?to=" + Uri.EscapeDataString(target));

        (await visitor.SubmitAsync(form, "form", ("key", portal.ApiKey))).Path.ShouldBe("/incidents");
    }

    [Fact]
    public async Task A_changed_cookie_is_no_session()
    {
        using var visitor = new Visitor(portal.Address);
        var name = FormattableString.Invariant($"opsworker_{portal.Address.Port}");
        var forged = new SignedText(new PortalKey(() => new byte[32]), "session")
            .Write(PortalSession.Start(portal.Organisation, portal.Time.GetUtcNow()).Write());

        (await visitor.GetAsync("/incidents", ("Cookie", $"{name}={forged}"))).Path.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        using var visitor = await portal.VisitAsync();

        var page = await visitor.GetAsync("/incidents");
        (await visitor.SubmitAsync(page, "form[action='/sign-out']")).Path.ShouldBe("/sign-in");

        (await visitor.GetAsync("/incidents")).Path.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

        using var answer = await http.GetAsync(portal.CreateSignInLink(), TestContext.Current.CancellationToken);

        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldContain("path=/");
    }
}
