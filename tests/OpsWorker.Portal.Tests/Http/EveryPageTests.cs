using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Portal.Tests.Http;

public sealed class EveryPageTests(RunningPortal portal)
{
    public static TheoryData<string, string> Routes() => [.. PortalPages.All.Select(route => (route.Method, route.Pattern))];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_stranger_sees_nothing(string method, string pattern)
    {
        using var visitor = new Visitor(portal.Address);
        var path = PagePaths.Fill(pattern, portal);

        var answer = method == HttpMethods.Get ? await visitor.GetAsync(path) : await visitor.PostAsync(path);

        if (method == HttpMethods.Get) answer.Path.ShouldStartWith("/sign-in?to=");
        else answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Records_of_another_organisation_are_not_found(string method, string pattern)
    {
        if (!pattern.Contains('{', StringComparison.Ordinal)) return;
        var (_, key) = await portal.CreateOrganisationAsync();
        using var visitor = await portal.VisitAsync(key);
        var token = (await visitor.GetAsync("/incidents")).Document.QuerySelector("[name=token]")!.GetAttribute("value")!;
        var path = PagePaths.Fill(pattern, portal);

        var answer = method == HttpMethods.Get
            ? await visitor.GetAsync(path)
            : await visitor.PostAsync(path, ("token", token), ("for", "1h"), ("text", "a comment"));

        answer.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_page_has_strict_headers_and_no_inline_script_or_style()
    {
        using var visitor = await portal.VisitAsync();

        foreach (var path in PagePaths.Of(portal))
        {
            var page = await visitor.GetAsync(path);
            page.Status.ShouldBe(HttpStatusCode.OK, path);
            page.Headers["Content-Security-Policy"].ShouldContain("default-src 'none'");
            page.Headers["Content-Security-Policy"].ShouldNotContain("unsafe");
            page.Headers["X-Frame-Options"].ShouldBe("DENY");
            page.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
            page.Headers["Cache-Control"].ShouldBe("no-store");
            page.Document.QuerySelectorAll("script:not([src]), style, [style], [onclick]").ShouldBeEmpty(path);
            page.Document.QuerySelectorAll("[src], link[href]").Select(e => e.GetAttribute("src") ?? e.GetAttribute("href"))
                .ShouldAllBe(source => source!.StartsWith("/assets/", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Every_page_has_one_heading_a_title_and_labels_for_its_fields()
    {
        using var visitor = await portal.VisitAsync();

        foreach (var path in PagePaths.Shown(portal))
        {
            var page = await visitor.GetAsync(path);
            page.Document.QuerySelectorAll("h1").Length.ShouldBe(1, path);
            page.Document.Title.ShouldNotBeNull().ShouldEndWith("· OpsWorker");
            var ids = page.Document.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
            ids.ShouldBeUnique(path);
            page.Document.QuerySelectorAll("input:not([type=hidden]):not([aria-label]), select, textarea")
                .Where(field => page.Document.QuerySelector($"label[for='{field.Id}']") is null)
                .ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task Assets_are_kept_by_browsers_and_travel_compressed()
    {
        using var visitor = await portal.VisitAsync();
        var path = (await visitor.GetAsync("/incidents")).Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;

        var plain = await visitor.GetAsync(path);
        var packed = await visitor.GetAsync(path, ("Accept-Encoding", "gzip, br"));

        plain.Headers["Cache-Control"].ShouldContain("immutable");
        plain.Headers["Content-Type"].ShouldStartWith("text/css");
        packed.Headers["Content-Encoding"].ShouldBe("br");
        LengthOf(packed).ShouldBeLessThan(LengthOf(plain) / 2);
        (await visitor.GetAsync("/assets/0/none.css")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static int LengthOf(Visit answer) => int.Parse(answer.Headers["Content-Length"], CultureInfo.InvariantCulture);
}
