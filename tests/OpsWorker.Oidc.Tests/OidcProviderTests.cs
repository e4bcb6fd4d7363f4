using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Testing;

namespace OpsWorker.Oidc.Tests;

public sealed class OidcProviderTests : IAsyncLifetime
{
    private static readonly Uri Redirect = new("http://127.0.0.1:8484/sign-in/callback");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 3, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _http = new(OutgoingConnections.CreateHandler());
    private OidcStandIn _standIn = null!;
    private OidcProvider _provider = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OidcOptions Options => new()
    {
        Authority = _standIn.Authority,
        ClientId = OidcStandIn.ClientId,
        ClientSecret = OidcStandIn.ClientSecret,
    };

    public async ValueTask InitializeAsync()
    {
        _standIn = await OidcStandIn.StartAsync(_time);
        _provider = new OidcProvider(Options, _http, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _standIn.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task A_person_is_signed_in_by_a_code_with_PKCE()
    {
        var identity = await SignInAsync();

        identity.Issuer.ShouldBe(_standIn.Authority.AbsoluteUri.TrimEnd('/'));
        identity.Subject.ShouldBe("248289761001");
        (identity.Name, identity.Email).ShouldBe(("Ada", "ada@example.com"));
        identity.Groups.ShouldBe(["on-call", "platform"]);
    }

    [Theory]
    [InlineData("client_secret_post")]
    [InlineData("client_secret_basic")]
    public async Task The_client_authenticates_as_the_provider_wants_it(string method)
    {
        _standIn.ChangeConfiguration = configuration =>
            configuration["token_endpoint_auth_methods_supported"] = new System.Text.Json.Nodes.JsonArray(method);

        (await SignInAsync()).Subject.ShouldBe("248289761001");
    }

    [Fact]
    public async Task An_address_that_the_provider_has_not_verified_is_left_out()
    {
        _standIn.ChangeClaims = claims => claims["email_verified"] = false;

        (await SignInAsync()).Email.ShouldBeNull();
    }

    [Theory]
    [InlineData("iss", "https://elsewhere.example")]
    [InlineData("aud", "another-client")]
    [InlineData("azp", "another-client")]
    [InlineData("nonce", "of another sign-in")]
    [InlineData("sub", "")]
    [InlineData("exp", 1772333000)]
    [InlineData("iat", 1772334500)]
    [InlineData("nbf", 1772334500)]
    public async Task A_token_with_a_wrong_claim_is_refused(string claim, object value)
    {
        _standIn.ChangeClaims = claims => claims[claim] = value is int number ? number : (string)value;

        await Should.ThrowAsync<SignInException>(SignInAsync);
    }

    [Fact]
    public async Task A_token_for_several_clients_has_to_be_issued_to_this_one()
    {
        _standIn.ChangeClaims = claims => claims["aud"] = new System.Text.Json.Nodes.JsonArray("other", OidcStandIn.ClientId);
        await Should.ThrowAsync<SignInException>(SignInAsync);

        _standIn.ChangeClaims += claims => claims["azp"] = OidcStandIn.ClientId;
        (await SignInAsync()).Subject.ShouldBe("248289761001");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("ES256")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    public async Task A_token_that_names_another_algorithm_than_it_is_signed_by_is_refused(string algorithm)
    {
        _standIn.ChangeHeader = header => header["alg"] = algorithm;

        (await Should.ThrowAsync<SignInException>(SignInAsync)).Message.ShouldContain("not signed");
    }

    [Fact]
    public async Task A_token_that_was_changed_cut_or_is_none_is_refused()
    {
        Func<string, string>[] changes =
        [
            token => token[..^4] + "AAAA",
            token => token[..token.LastIndexOf('.')] + ".",
            token => string.Join('.', token.Split('.')[0], "e30", token.Split('.')[2]),
            token => token + ".x",
            _ => "",
            _ => "a.b.c",
            _ => new string('a', 70_000),
        ];
        foreach (var change in changes)
        {
            _standIn.ChangeToken = change;
            await Should.ThrowAsync<SignInException>(SignInAsync);
        }
    }

    [Fact]
    public async Task An_answer_to_another_sign_in_is_refused_before_the_code_is_used()
    {
        var (attempt, code) = await AuthorizeAsync();

        await Should.ThrowAsync<SignInException>(() => _provider.CompleteAsync(attempt, "of another", code, Cancel));
        (await _provider.CompleteAsync(attempt, attempt.State, code, Cancel)).Subject.ShouldBe("248289761001");
    }

    [Fact]
    public async Task A_code_is_worthless_without_the_verifier_of_its_sign_in_and_after_its_use()
    {
        var (attempt, code) = await AuthorizeAsync();
        var (other, _) = await AuthorizeAsync();
        await Should.ThrowAsync<SignInException>(() => _provider.CompleteAsync(other, other.State, code, Cancel));

        var (again, second) = await AuthorizeAsync();
        await _provider.CompleteAsync(again, again.State, second, Cancel);
        var refused = await Should.ThrowAsync<SignInException>(() => _provider.CompleteAsync(again, again.State, second, Cancel));
        refused.Message.ShouldContain("invalid_grant");
        attempt.Verifier.ShouldNotBe(other.Verifier);
    }

    [Fact]
    public async Task A_key_that_was_rotated_is_found_and_a_forged_key_id_reads_the_keys_at_most_once_a_minute()
    {
        await SignInAsync();
        _standIn.RotateKey();
        _time.Advance(TimeSpan.FromMinutes(2));
        await SignInAsync();
        var before = _standIn.KeyRequests;

        _standIn.ChangeHeader = header => header["kid"] = "forged";
        for (var i = 0; i < 5; i++) await Should.ThrowAsync<SignInException>(SignInAsync);

        (_standIn.KeyRequests - before).ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData("issuer", "https://elsewhere.example")]
    [InlineData("token_endpoint", "http://elsewhere.example/token")]
    [InlineData("authorization_endpoint", "ftp://127.0.0.1/")]
    [InlineData("jwks_uri", "")]
    public async Task A_configuration_that_leads_elsewhere_is_refused(string field, string value)
    {
        _standIn.ChangeConfiguration = configuration => configuration[field] = value;

        await Should.ThrowAsync<SignInException>(SignInAsync);
    }

    [Fact]
    public async Task No_error_holds_the_secret_the_code_or_the_verifier()
    {
        var options = Options with { ClientSecret = "wrong and SECRET" };
        var provider = new OidcProvider(options, _http, _time);
        var attempt = await provider.BeginAsync(Redirect, Cancel);

        var refused = await Should.ThrowAsync<SignInException>(() => provider.CompleteAsync(attempt, attempt.State, "THECODE", Cancel));

        refused.ToString().ShouldNotContain("SECRET");
        refused.ToString().ShouldNotContain("THECODE");
        attempt.ToString().ShouldNotContain(attempt.Verifier);
    }

    [Theory]
    [InlineData("https://id.example", "opsworker", "s", 0)]
    [InlineData("http://127.0.0.1:1", "opsworker", null, 0)]
    [InlineData("http://id.example", "opsworker", null, 1)]
    [InlineData("https://id.example", " ", "", 2)]
    public void Wrong_options_are_named(string authority, string clientId, string? secret, int errors) =>
        new OidcOptions { Authority = new Uri(authority), ClientId = clientId, ClientSecret = secret }.Validate().Count.ShouldBe(errors);

    private async Task<ExternalIdentity> SignInAsync()
    {
        var (attempt, code) = await AuthorizeAsync();
        return await _provider.CompleteAsync(attempt, attempt.State, code, Cancel);
    }

    // As the browser does: to the provider, and back with a code.
    private async Task<(SignInAttempt Attempt, string Code)> AuthorizeAsync()
    {
        var attempt = await _provider.BeginAsync(Redirect, Cancel);
        using var answer = await _http.GetAsync(attempt.Address, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        var query = QueryHelpers.ParseQuery(answer.Headers.Location!.Query);
        query["state"].ToString().ShouldBe(attempt.State);
        return (attempt, query["code"].ToString());
    }
}
