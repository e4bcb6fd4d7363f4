using System.Text.RegularExpressions;
using Amazon.Runtime;

namespace OpsWorker.Testing.Aws;

/// <summary>
/// Serializes requests. An emulator checks a condition and writes in two steps, with other requests in between; AWS does
/// both atomically. Long polls are not serialized.
/// </summary>
/// <param name="calls">Counts the requests; null for nothing.</param>
public sealed partial class OneCallAtATime(AwsCalls? calls = null) : HttpClientFactory, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var turns = new TurnHandler(_turn);
        return new HttpClient(calls is null ? turns : calls.Counting(turns));
    }

    public void Dispose() => _turn.Dispose();

    [GeneratedRegex("\"WaitTimeSeconds\":[1-9]", RegexOptions.NonBacktracking)]
    private static partial Regex Waits();

    private sealed class TurnHandler(SemaphoreSlim turn) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is { } content && Waits().IsMatch(await content.ReadAsStringAsync(cancellationToken)))
            {
                return await base.SendAsync(request, cancellationToken);
            }

            await turn.WaitAsync(cancellationToken);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                turn.Release();
            }
        }
    }
}
