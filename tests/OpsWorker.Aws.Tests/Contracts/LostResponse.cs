using Amazon.Runtime;

namespace OpsWorker.Aws.Tests.Contracts;

/// <summary>Loses the response to the first request that the service handled; the SDK then retries the request.</summary>
internal sealed class LostResponse : HttpClientFactory
{
    private int _responses;

    public int Responses => _responses;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    private sealed class Handler(LostResponse owner) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (Interlocked.Increment(ref owner._responses) > 1) return response;
            response.Dispose();
            throw new HttpRequestException("The response was lost.", new IOException("The connection was closed."));
        }
    }
}
