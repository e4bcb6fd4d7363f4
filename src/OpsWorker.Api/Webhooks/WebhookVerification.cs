using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Intake.Signatures;
using OpsWorker.Pipeline.Intake.Sns;

namespace OpsWorker.Api.Webhooks;

/// <summary>Verifies webhooks whose source signs them, where a secret or a topic is configured.</summary>
internal sealed class WebhookVerification(ISecretSource secrets, SnsVerifier sns, TimeProvider time)
{
    /// <summary>Verifies a webhook.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body.</param>
    /// <param name="address">The source and the parameters of the address.</param>
    /// <param name="organisation">The organisation of the key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>True if there is nothing to read: it confirmed a subscription.</returns>
    /// <exception cref="InvalidSignatureException">It is not signed as it should be.</exception>
    public async Task<bool> VerifyAsync(
        HttpRequest request, ReadOnlyMemory<byte> body, WebhookAddress address, OrganisationId organisation,
            CancellationToken cancellationToken)
    {
        if (address.Topic is { } topic) return await sns.VerifyAsync(body, topic, cancellationToken);
        if (WebhookSignature.Of(address.Source.Name) is { } signature
            && await SecretAsync(signature, organisation, cancellationToken) is { } secret)
        {
            signature.Verify(name => request.Headers[name].ToString(), body.Span, secret, time.GetUtcNow());
        }

        return false;
    }

    private async Task<string?> SecretAsync(WebhookSignature signature, OrganisationId organisation, CancellationToken cancellationToken)
    {
        foreach (var name in signature.SecretNames(organisation))
        {
            if (await secrets.GetAsync(name, cancellationToken) is { } secret) return secret;
        }

        return null;
    }
}
