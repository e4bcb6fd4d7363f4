using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sns;

/// <summary>
/// Verifies messages of SNS by their signature, versions 1 (SHA-1) and 2 (SHA-256), and confirms the subscription of one topic.
/// </summary>
public sealed class SnsVerifier(ISnsEndpoint endpoint, TimeProvider time)
{
    private const int MaxCertificates = 20;
    private readonly ConcurrentDictionary<Uri, X509Certificate2> _certificates = new();

    /// <summary>Verifies a message; a request to confirm the subscription is answered.</summary>
    /// <param name="payload">The body that was posted.</param>
    /// <param name="topic">The ARN of the topic that the webhook's address names.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>True if the message was a confirmation and there is nothing more to read.</returns>
    /// <exception cref="InvalidPayloadException">It is no message of SNS.</exception>
    /// <exception cref="InvalidSignatureException">It is of another topic, or its signature is not SNS'.</exception>
    /// <exception cref="HttpRequestException">The certificate cannot be fetched, or SNS refused the confirmation.</exception>
    public async Task<bool> VerifyAsync(ReadOnlyMemory<byte> payload, string topic, CancellationToken cancellationToken)
    {
        using var document = Parse(payload);
        var message = SnsMessage.Read(document.RootElement);
        if (message.Topic != topic) throw new InvalidSignatureException(
            "The message is of another topic than the one that the webhook's address names.");
        var address = SnsAddress.Certificate(message.CertificateAddress, topic)
            ?? throw new InvalidSignatureException("SigningCertURL is no address of SNS in the topic's region.");
        var certificate = await CertificateAsync(address, cancellationToken);
        if (!IsSigned(message, certificate)) throw new InvalidSignatureException("The signature of the message is not valid.");
        if (!message.IsConfirmation) return false;
        var confirmation = SnsAddress.Confirmation(message.ConfirmationAddress, topic)
            ?? throw new InvalidSignatureException("SubscribeURL does not confirm a subscription of the topic.");
        await endpoint.ConfirmSubscriptionAsync(confirmation, cancellationToken);
        return true;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = IntakeLimits.MaxDepth });
        }
        catch (JsonException e)
        {
            throw new InvalidPayloadException("", $"The payload is not JSON: {e.Message}");
        }
    }

    private async Task<X509Certificate2> CertificateAsync(Uri address, CancellationToken cancellationToken)
    {
        if (_certificates.TryGetValue(address, out var known) && IsCurrent(known)) return known;
        try
        {
            var certificate = X509Certificate2.CreateFromPem(await endpoint.GetCertificateAsync(address, cancellationToken));
            if (!IsCurrent(certificate)) throw new InvalidSignatureException(
                "The certificate of the signature has expired or is not valid yet.");
            if (_certificates.Count >= MaxCertificates) _certificates.Clear();
            return _certificates[address] = certificate;
        }
        catch (CryptographicException)
        {
            throw new InvalidSignatureException("SigningCertURL has no certificate.");
        }
    }

    private bool IsCurrent(X509Certificate2 certificate)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return certificate.NotBefore.ToUniversalTime() <= now && now <= certificate.NotAfter.ToUniversalTime();
    }

    private static bool IsSigned(SnsMessage message, X509Certificate2 certificate)
    {
        var hash = message.SignatureVersion switch
        {
            "1" => HashAlgorithmName.SHA1,
            "2" => HashAlgorithmName.SHA256,
            _ => throw new InvalidSignatureException("SignatureVersion is neither 1 nor 2."),
        };
        using var key = certificate.GetRSAPublicKey();
        return key is not null
            && key.VerifyData(Encoding.UTF8.GetBytes(message.SignedText), message.Signature, hash, RSASignaturePadding.Pkcs1);
    }
}
