using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace OpsWorker.Portal.Tests;

/// <summary>A browser without script: keeps cookies, follows redirects, sends forms.</summary>
public sealed class Visitor(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = true, CookieContainer = new CookieContainer() })
    {
        BaseAddress = address,
    };

    private readonly HtmlParser _parser = new();

    public Task<Visit> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return SendAsync(request);
    }

    public async Task<Visit> SignInAsync(string apiKey)
    {
        var form = await GetAsync("/sign-in");
        return await SubmitAsync(form, "form[action='/sign-in']", ("key", apiKey));
    }

    /// <summary>Sends a form of a page, with its fields and those given.</summary>
    public Task<Visit> SubmitAsync(Visit page, string selector, params (string Name, string Value)[] fields)
    {
        var form = page.Document.QuerySelector(selector).ShouldBeAssignableTo<IHtmlFormElement>().ShouldNotBeNull();
        var own = form.QuerySelectorAll("input[name], select[name], textarea[name]")
            .Select(input => (Name: input.GetAttribute("name")!, Value: input switch
            {
                IHtmlInputElement text => text.Value,
                IHtmlSelectElement select => select.Value ?? "",
                IHtmlTextAreaElement area => area.Value,
                _ => "",
            }))
            .Where(field => fields.All(given => given.Name != field.Name));
        return PostAsync(form.GetAttribute("action")!, [.. own, .. fields]);
    }

    public Task<Visit> PostAsync(string path, params (string Name, string Value)[] fields) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        });

    public async Task<Visit> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            var cancel = TestContext.Current.CancellationToken;
            using var response = await _http.SendAsync(request, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            return new Visit(
                response.StatusCode,
                response.RequestMessage!.RequestUri!.PathAndQuery,
                text,
                _parser.ParseDocument(text),
                response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value)));
        }
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>A page as it was got.</summary>
public sealed record Visit(
    HttpStatusCode Status, string Path, string Html, IHtmlDocument Document, IReadOnlyDictionary<string, string> Headers)
{
    public string Text(string selector) => Document.QuerySelector(selector)?.TextContent.Trim() ?? "";
}
