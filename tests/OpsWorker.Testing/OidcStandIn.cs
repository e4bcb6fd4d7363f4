using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OpsWorker.Testing;

/// <summary>
/// An OpenID Connect provider on a free port, with the rules that matter to a client: discovery, PKCE (S256), codes for one use, client
/// authentication, ID tokens signed by RS256 or ES256, keys that can be rotated. Whoever is led to it is signed in as <see cref="Claims"/>.
/// </summary>
public sealed class OidcStandIn : IAsyncDisposable
{
    public const string ClientId = "opsworker";
    public const string ClientSecret = "a secret: with +/& characters";

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string Redirect)> _codes = new();
    private RSA _rsa = RsaKeys.Copy();
    private int _keyNumber = 1;

    private OidcStandIn(WebApplication app, TimeProvider time)
    {
        _app = app;
        _time = time;
        app.MapGet("/.well-known/openid-configuration", Configuration);
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", TokenAsync);
        app.MapGet("/keys", Keys);
    }

    /// <summary>The issuer.</summary>
    public Uri Authority => new(_app.Urls.Single());

    /// <summary>The claims of the person, besides those that the protocol sets.</summary>
    public JsonObject Claims { get; } = new()
    {
        ["sub"] = "248289761001",
        ["name"] = "Ada",
        ["email"] = "ada@example.com",
        ["email_verified"] = true,
        ["groups"] = new JsonArray("on-call", "platform"),
    };

    /// <summary>Changes the claims of the ID token before it is signed.</summary>
    public Action<JsonObject> ChangeClaims { get; set; } = _ => { };

    /// <summary>Changes the header of the ID token before it is signed.</summary>
    public Action<JsonObject> ChangeHeader { get; set; } = _ => { };

    /// <summary>Changes the signed ID token.</summary>
    public Func<string, string> ChangeToken { get; set; } = token => token;

    /// <summary>Changes the configuration.</summary>
    public Action<JsonObject> ChangeConfiguration { get; set; } = _ => { };

    /// <summary>The number of requests for the keys.</summary>
    public int KeyRequests { get; private set; }

    public static async Task<OidcStandIn> StartAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var provider = new OidcStandIn(builder.Build(), time);
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>Signs with a new key from now on.</summary>
    public void RotateKey()
    {
        _rsa = RSA.Create(2048);
        _keyNumber++;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private static Task WriteAsync(HttpContext context, JsonObject answer, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString());
    }

    private Task Configuration(HttpContext context)
    {
        var configuration = new JsonObject
        {
            ["issuer"] = Authority.AbsoluteUri.TrimEnd('/'),
            ["authorization_endpoint"] = new Uri(Authority, "authorize").AbsoluteUri,
            ["token_endpoint"] = new Uri(Authority, "token").AbsoluteUri,
            ["jwks_uri"] = new Uri(Authority, "keys").AbsoluteUri,
            ["response_types_supported"] = new JsonArray("code"),
        };
        ChangeConfiguration(configuration);
        return WriteAsync(context, configuration);
    }

    private Task Authorize(HttpContext context)
    {
        var query = context.Request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256"
            || !query["scope"].ToString().Split(' ').Contains("openid"))
        {
            return WriteAsync(context, new JsonObject { ["error"] = "invalid_request" }, StatusCodes.Status400BadRequest);
        }

        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (query["code_challenge"].ToString(), query["nonce"].ToString(), query["redirect_uri"].ToString());
        context.Response.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (!IsClient(context.Request, form))
        {
            await WriteAsync(context, new JsonObject { ["error"] = "invalid_client" }, StatusCodes.Status401Unauthorized);
            return;
        }

        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!_codes.TryRemove(form["code"].ToString(), out var issued) || issued.Challenge != challenge
            || issued.Redirect != form["redirect_uri"])
        {
            var refusal = new JsonObject { ["error"] = "invalid_grant", ["error_description"] = "The code is not valid." };
            await WriteAsync(context, refusal, StatusCodes.Status400BadRequest);
            return;
        }

        var answer = new JsonObject { ["access_token"] = "opaque", ["token_type"] = "Bearer", ["id_token"] = Token(issued.Nonce) };
        await WriteAsync(context, answer);
    }

    private static bool IsClient(HttpRequest request, IFormCollection form)
    {
        var basic = "Basic " + Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{ClientId}:{Uri.EscapeDataString(ClientSecret)}"));
        return request.Headers.Authorization == basic || form["client_secret"] == ClientSecret;
    }

    private string Token(string nonce)
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var claims = Claims.DeepClone().AsObject();
        claims["iss"] = Authority.AbsoluteUri.TrimEnd('/');
        claims["aud"] = ClientId;
        claims["iat"] = now;
        claims["exp"] = now + 300;
        claims["nonce"] = nonce;
        ChangeClaims(claims);
        var header = new JsonObject { ["alg"] = "RS256", ["kid"] = $"key-{_keyNumber}" };
        ChangeHeader(header);
        var signed = $"{Encode(header)}.{Encode(claims)}";
        var signature = _rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return ChangeToken($"{signed}.{Base64Url.EncodeToString(signature)}");
    }

    private Task Keys(HttpContext context)
    {
        KeyRequests++;
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return WriteAsync(context, new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = $"key-{_keyNumber}",
                ["n"] = Base64Url.EncodeToString(key.Modulus),
                ["e"] = Base64Url.EncodeToString(key.Exponent),
            }),
        });
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
