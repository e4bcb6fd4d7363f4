using Amazon.Runtime;

namespace OpsWorker.Aws.Tests.Contracts;

/// <summary>Loses the answer to the first request that the service handled; the SDK then sends the request again.</summary>
internal sealed class LostAnswer : HttpClientFactory
{
    private int _answers;

    public int Answers => _answers;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    private sealed class Handler(LostAnswer owner) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (Interlocked.Increment(ref owner._answers) > 1) return response;
            response.Dispose();
            throw new HttpRequestException("The answer was lost.", new IOException("The connection was closed."));
        }
    }
}
