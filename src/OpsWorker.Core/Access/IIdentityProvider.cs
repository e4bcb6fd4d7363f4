namespace OpsWorker.Core.Access;

/// <summary>A sign-in that was begun; it is kept with the person's browser, signed, until the provider leads back.</summary>
/// <param name="Address">The provider's address, to which the browser is led.</param>
/// <param name="Redirect">The address to which the provider leads back.</param>
/// <param name="State">Random; the provider repeats it, so that an answer to another browser's request is refused.</param>
/// <param name="Nonce">Random; the ID token repeats it, so that the token of another sign-in is refused.</param>
/// <param name="Verifier">The secret of PKCE (RFC 7636), without which the code is worthless.</param>
public sealed record SignInAttempt(Uri Address, Uri Redirect, string State, string Nonce, string Verifier)
{
    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"sign-in at {Address.Host}";
}

/// <summary>A person as the identity provider knows them, from a verified ID token.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The person's id at the provider, which never changes.</param>
/// <param name="Email">The e-mail address, if the provider has verified it; else null.</param>
/// <param name="Name">The name; null where the provider states none.</param>
/// <param name="Groups">The groups or roles of the configured claim.</param>
public sealed record ExternalIdentity(string Issuer, string Subject, string? Email, string? Name, IReadOnlyList<string> Groups);

/// <summary>An OpenID Connect provider, by the authorization code flow with PKCE.</summary>
public interface IIdentityProvider
{
    /// <summary>Begins a sign-in.</summary>
    /// <param name="redirect">The address to which the provider leads back, as it is registered there.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SignInException">The provider does not answer as it should.</exception>
    Task<SignInAttempt> BeginAsync(Uri redirect, CancellationToken cancellationToken);

    /// <summary>Completes a sign-in with the provider's answer.</summary>
    /// <param name="attempt">The sign-in of this browser.</param>
    /// <param name="state">The parameter <c>state</c> of the answer.</param>
    /// <param name="code">The parameter <c>code</c> of the answer.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SignInException">The answer belongs to another sign-in, or the provider or its token is not valid.</exception>
    Task<ExternalIdentity> CompleteAsync(SignInAttempt attempt, string state, string code, CancellationToken cancellationToken);
}

/// <summary>A sign-in failed; the message says why, for people, without secrets.</summary>
public sealed class SignInException(string message, Exception? innerException = null) : Exception(message, innerException);
