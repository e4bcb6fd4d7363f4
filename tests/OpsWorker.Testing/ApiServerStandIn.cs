using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace OpsWorker.Testing;

/// <summary>A request that the stand-in got; <paramref name="Authorization"/> is null where it had no such header.</summary>
public sealed record StandInRequest(string Method, string Path, string Accept, string? Authorization)
{
    /// <summary>The bearer token; null where there was none.</summary>
    public string? Token =>
        Authorization?.StartsWith("Bearer ", StringComparison.Ordinal) == true ? Authorization["Bearer ".Length..] : null;
}

/// <summary>
/// An API server for tests, over HTTPS on loopback: it serves a dump's objects with the real API's discovery, lists,
/// paging, tables, logs, watches and Status errors, records every request, and fails as it is told.
/// </summary>
public sealed class ApiServerStandIn : IAsyncDisposable
{
    /// <summary>The token that it takes at first.</summary>
    public const string FirstToken = "stand-in-token-1";

    /// <summary>The name, beside its address, that its certificate has.</summary>
    public const string ServerName = "kubernetes.default.svc";

    private readonly ConcurrentQueue<StandInRequest> _requests = new();
    private readonly ConcurrentDictionary<string, byte[]> _answers = new();
    private readonly ConcurrentQueue<RequestDelegate> _failures = new();
    private readonly ApiServerStandInApi _api;
    private readonly ApiServerStandInWrites _writes;
    private readonly WebApplication _server;

    private ApiServerStandIn(string folder, string? onlyName)
    {
        _api = new ApiServerStandInApi(new ApiServerStandInObjects(folder), this);
        _writes = new ApiServerStandInWrites(_api, Changes);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificate = onlyName is null ? Certificates.Server(ServerName) : Certificates.ServerOfName(onlyName);
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.AllowAnyClientCertificate();
        }));
        builder.WebHost.UseUrls("https://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    /// <summary>The authority that signed the server certificate.</summary>
    public TestCertificates Certificates { get; } = new();

    /// <summary>Its address.</summary>
    public Uri Address => new(_server.Urls.First());

    /// <summary>The token that is taken.</summary>
    public string Token { get; set; } = FirstToken;

    /// <summary>The client certificate's name that is taken instead of a token.</summary>
    public string? ClientName { get; set; }

    /// <summary>The name and password that are taken instead of a token, as <c>name:password</c>.</summary>
    public string? BasicCredentials { get; set; }

    /// <summary>Aggregated discovery is supported, as in servers since 1.27.</summary>
    public bool HasAggregatedDiscovery { get; set; } = true;

    /// <summary>PartialObjectMetadata is supported; no real server lacks it.</summary>
    public bool HasPartialObjects { get; set; } = true;

    /// <summary>Resources that the caller may not read.</summary>
    public HashSet<string> ForbiddenResources { get; } = [];

    /// <summary>Service accounts beside the usual one: what none of them is granted is refused, and nobody else may write.</summary>
    public IList<StandInAccount> Accounts { get; } = [];

    /// <summary>The writes that were stored, in order; a dry run is none.</summary>
    public IReadOnlyList<StandInWrite> Writes => _writes.Stored;

    /// <summary>The number of coming requests whose continue token is refused as expired.</summary>
    public int ExpiredContinues { get; set; }

    /// <summary>The changes that a test makes to objects while watches are open.</summary>
    public ApiServerStandInChanges Changes { get; } = new();

    /// <summary>Each response is rendered once and then repeated: for measurements, whose objects do not change.</summary>
    public bool RepeatsAnswers { get; set; }

    /// <summary>The requests received so far, in order.</summary>
    public IReadOnlyList<StandInRequest> Requests => [.. _requests];

    /// <summary>Starts it.</summary>
    /// <param name="folder">The dump that it serves.</param>
    /// <param name="onlyName">The only name in its certificate, which then does not have its address; null for the usual ones.</param>
    public static async Task<ApiServerStandIn> StartAsync(string folder, string? onlyName = null)
    {
        var server = new ApiServerStandIn(folder, onlyName);
        await server._server.StartAsync();
        return server;
    }

    /// <summary>The next request is refused with this status.</summary>
    public void FailNext(int status, string? retryAfter = null) => _failures.Enqueue(async context =>
    {
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        await ApiServerStandInApi.WriteAsync(context, ApiServerStandInStatus.Of(status, "TestFailure", "failing on request"), status);
    });

    /// <summary>The next request is redirected.</summary>
    public void RedirectNext(Uri target) => _failures.Enqueue(context =>
    {
        context.Response.Redirect(new Uri(target, context.Request.Path).AbsoluteUri);
        return Task.CompletedTask;
    });

    /// <summary>The connection of the next request is cut in the middle of the answer.</summary>
    public void CutNext() => _failures.Enqueue(async context =>
    {
        context.Response.ContentLength = 1000;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("{\"kind\":"));
        await context.Response.Body.FlushAsync();
        context.Abort();
    });

    /// <summary>The next request is not answered until its sender gives up.</summary>
    public void StallNext() => _failures.Enqueue(async context =>
    {
        var gone = new TaskCompletionSource();
        await using (context.RequestAborted.Register(gone.SetResult)) await gone.Task;
    });

    /// <summary>A kubeconfig file for it, with the token that is taken now.</summary>
    public string KubeConfig() =>
        $$"""
        apiVersion: v1
        kind: Config
        current-context: test
        clusters:
        - name: test
          cluster:
            server: {{Address}}
            certificate-authority-data: {{Convert.ToBase64String(Encoding.UTF8.GetBytes(Certificates.AuthorityPem))}}
        users:
        - name: agent
          user:
            token: {{Token}}
        contexts:
        - name: test
          context:
            cluster: test
            user: agent
        """;

    /// <summary>
    /// Writes the files that the kubelet gives to a pod's service account, with the token that is taken now.
    /// </summary>
    /// <param name="folder">The folder, which is created.</param>
    /// <returns>The environment of a pod of this cluster whose files are in the folder.</returns>
    public Dictionary<string, string> WriteServiceAccount(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "token"), Token);
        File.WriteAllText(Path.Combine(folder, "ca.crt"), Certificates.AuthorityPem);
        return new Dictionary<string, string>
        {
            ["KUBERNETES_SERVICE_HOST"] = Address.Host,
            ["KUBERNETES_SERVICE_PORT"] = Address.Port.ToString(CultureInfo.InvariantCulture),
            ["OPSWORKER_SERVICE_ACCOUNT_FOLDER"] = folder,
        };
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var authorization = request.Headers.Authorization.ToString() is { Length: > 0 } header ? header : null;
        var received = new StandInRequest(
            request.Method, request.Path + request.QueryString, request.Headers.Accept.ToString(), authorization);
        _requests.Enqueue(received);
        if (_failures.TryDequeue(out var failure)) await failure(context);
        else if (Accounts.FirstOrDefault(account => account.Token == received.Token) is { } account)
            await _writes.AnswerAsync(context, account);
        else if (request.Method != HttpMethods.Get) context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        else if (!IsKnown(context, received))
            await ApiServerStandInApi.WriteAsync(context, ApiServerStandInStatus.Of(401, "Unauthorized", "Unauthorized"), 401);
        else if (RepeatsAnswers) await RepeatAsync(context);
        else await _api.AnswerAsync(context);
    }

    private async Task RepeatAsync(HttpContext context)
    {
        var key = $"{context.Request.Path}{context.Request.QueryString} {context.Request.Headers.Accept}";
        if (!_answers.TryGetValue(key, out var answer))
        {
            var body = context.Response.Body;
            using var made = new MemoryStream();
            context.Response.Body = made;
            await _api.AnswerAsync(context);
            context.Response.Body = body;
            answer = made.ToArray();
            _answers[key] = answer;
        }

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(answer);
    }

    private bool IsKnown(HttpContext context, StandInRequest request) =>
        request.Token == Token
        || (BasicCredentials is not null
            && request.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(BasicCredentials)))
        || (ClientName is not null && context.Connection.ClientCertificate?.Subject == $"CN={ClientName}");
}
