using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpsWorker.Core;

namespace OpsWorker.CodeHosts.Http;

/// <summary>Reads JSON from a host's API within limits of time, size and number. Nothing is sent but GET, and to no other host.</summary>
internal sealed class HostHttp(HttpClient http, HostEndpoint endpoint, Action<HttpRequestMessage, string> authorize, TimeProvider time)
{
    private const int MaxResponseBytes = 8 * 1024 * 1024;
    private readonly RateLimit _limit = new(time);

    /// <summary>A time as both hosts' queries have it.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads a resource; null where the host has none of that name, or none that the token may read.</summary>
    /// <exception cref="CodeHostException">The host failed, refused or limits.</exception>
    public async Task<HostPage<T>?> GetAsync<T>(
        string path, JsonTypeInfo<T> type, RequestBudget budget, CancellationToken cancellationToken)
        where T : class
    {
        if (_limit.End is { } end) throw Limited(end);
        budget.Spend(endpoint.Name);
        var token = await endpoint.Secrets.GetAsync(endpoint.TokenName, cancellationToken)
            ?? throw new CodeHostException($"The secret {endpoint.TokenName} is not set.");
        try
        {
            using var response = await SendAsync(new Uri(endpoint.Api, path), token, cancellationToken);
            return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response, type, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new CodeHostException($"{endpoint.Name} could not be reached: {e.HttpRequestError}.");
        }
        catch (IOException)
        {
            throw new CodeHostException($"{endpoint.Name} broke the connection off before its answer was read.");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri url, string token, CancellationToken cancellationToken)
    {
        var response = await SendOnceAsync(url, token, cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect
            or HttpStatusCode.PermanentRedirect)) return response;

        // A repository that was renamed. The token goes nowhere else.
        var target = response.Headers.Location is { } location ? new Uri(url, location) : null;
        response.Dispose();
        return target is not null && target.Authority == endpoint.Api.Authority && target.Scheme == endpoint.Api.Scheme
            ? await SendOnceAsync(target, token, cancellationToken)
            : throw new CodeHostException($"{endpoint.Name} redirected to another server, which is not asked.");
    }

    private async Task<HttpResponseMessage> SendOnceAsync(Uri url, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.UserAgent.ParseAdd("opsworker");
        authorize(request, token);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private async Task<HostPage<T>> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (_limit.IsReached(response)) throw Limited(_limit.End ?? time.GetUtcNow());
        if (!response.IsSuccessStatusCode) throw new CodeHostException(Refusal(response.StatusCode));
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var body = await BoundedReadStream.ReadAllAsync(stream, MaxResponseBytes, length: null, cancellationToken);
            return JsonSerializer.Deserialize(body.Span, type) is { } read
                ? new HostPage<T>(read, PageLink.HasNext(response))
                : throw new CodeHostException($"{endpoint.Name} answered with null.");
        }
        catch (JsonException e)
        {
            throw new CodeHostException($"{endpoint.Name} answered in a form that its API does not have, at {e.Path ?? "$"}.");
        }
        catch (InvalidDataException)
        {
            throw new CodeHostException($"{endpoint.Name} answered with more than {MaxResponseBytes} bytes.");
        }
    }

    private CodeHostException Limited(DateTimeOffset end) => new(string.Create(
        CultureInfo.InvariantCulture, $"The rate limit of {endpoint.Name} is used up until {end.UtcDateTime:HH:mm} UTC."));

    private string Refusal(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => $"{endpoint.Name} does not accept the token in {endpoint.TokenName} (status 401).",
        HttpStatusCode.Forbidden => $"{endpoint.Name} does not let the token in {endpoint.TokenName} read this (status 403).",
        _ => string.Create(CultureInfo.InvariantCulture, $"{endpoint.Name} answered with status {(int)status}."),
    };
}

/// <summary>A page of an answer.</summary>
/// <param name="Body">The content.</param>
/// <param name="HasNext">True where the host has a further page.</param>
internal sealed record HostPage<T>(T Body, bool HasNext);
