using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Amazon.Runtime;

namespace OpsWorker.Testing.Aws;

/// <summary>Counts the calls to AWS that are made in the name of a caller, by caller and operation.</summary>
public sealed partial class AwsCalls : HttpClientFactory
{
    private static readonly AsyncLocal<string?> s_caller = new();

    private readonly ConcurrentDictionary<(string Caller, string Operation), int> _counts = new();

    /// <summary>Makes the calls of the work those of the caller.</summary>
    public static async Task<T> OfAsync<T>(string caller, Func<Task<T>> work)
    {
        s_caller.Value = caller;
        return await work();
    }

    /// <summary>The counts since the last time, by operation within caller; calls of nobody are not counted.</summary>
    public IReadOnlyDictionary<(string Caller, string Operation), int> Take()
    {
        var taken = new Dictionary<(string Caller, string Operation), int>();
        foreach (var key in _counts.Keys)
        {
            if (_counts.TryRemove(key, out var count)) taken[key] = count;
        }

        return taken;
    }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(Counting(new SocketsHttpHandler()));

    internal HttpMessageHandler Counting(HttpMessageHandler inner) => new CountingHandler(_counts, inner);

    [GeneratedRegex("(^|&)Action=(?<action>[A-Za-z]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Action();

    private static async Task<string> OperationAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.TryGetValues("X-Amz-Target", out var targets)) return targets.First().Split('.')[^1];
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        return Action().Match(body) is { Success: true } match ? match.Groups["action"].Value : $"{request.Method} object";
    }

    private sealed class CountingHandler(
        ConcurrentDictionary<(string Caller, string Operation), int> counts, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (s_caller.Value is { } caller)
            {
                var operation = await OperationAsync(request, cancellationToken);
                counts.AddOrUpdate((caller, operation), 1, (_, count) => count + 1);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
