using System.Net;
using System.Text.Json;

namespace OpsWorker.Server.Tests;

/// <summary>An answer of the server.</summary>
public sealed record Answer(HttpStatusCode Status, string? MediaType, string Body)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>A text of the body's object.</summary>
    public string? Text(string property) => Json.TryGetProperty(property, out var value) ? value.GetString() : null;

    /// <summary>The ids of a listing's items.</summary>
    public IReadOnlyList<string> Ids() =>
        [.. Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    /// <summary>Checks that it is a problem (RFC 9457) with this status.</summary>
    public Answer ShouldBeProblem(HttpStatusCode status)
    {
        Status.ShouldBe(status, Body);
        MediaType.ShouldBe("application/problem+json");
        Json.GetProperty("status").GetInt32().ShouldBe((int)status);
        Text("title").ShouldNotBeNullOrEmpty();
        Text("detail").ShouldNotBeNullOrEmpty();
        return this;
    }

    /// <summary>Checks that it is a problem that names a field.</summary>
    public void ShouldBeProblemOf(string field, HttpStatusCode status = HttpStatusCode.BadRequest) =>
        ShouldBeProblem(status).Text("field").ShouldBe(field, Body);
}
