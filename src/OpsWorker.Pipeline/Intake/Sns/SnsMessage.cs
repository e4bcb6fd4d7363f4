using System.Text;
using System.Text.Json;

namespace OpsWorker.Pipeline.Intake.Sns;

/// <summary>
/// A message that Amazon SNS posted, and the text that its signature signs (Amazon SNS documentation, "Verifying signatures").
/// </summary>
internal sealed class SnsMessage
{
    private const string Confirmation = "SubscriptionConfirmation";
    private static readonly string[] s_ofNotifications = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] s_ofConfirmations = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

    private readonly PayloadNode _node;

    private SnsMessage(PayloadNode node, string type)
    {
        _node = node;
        IsConfirmation = type == Confirmation;
        SignedText = TextOf(node, type == "Notification" ? s_ofNotifications : s_ofConfirmations);
    }

    /// <summary>True for the request to confirm a subscription.</summary>
    public bool IsConfirmation { get; }

    /// <summary>The text that is signed.</summary>
    public string SignedText { get; }

    /// <summary>The topic.</summary>
    public string Topic => Given("TopicArn");

    /// <summary>The version of the signature: 1 or 2.</summary>
    public string SignatureVersion => Given("SignatureVersion");

    /// <summary>The signature.</summary>
    /// <exception cref="InvalidPayloadException">It is not Base64.</exception>
    public byte[] Signature
    {
        get
        {
            var text = Given("Signature");
            var bytes = new byte[text.Length];
            return Convert.TryFromBase64String(text, bytes, out var length)
                ? bytes[..length]
                : throw _node.Invalid("Signature", "Is not Base64.");
        }
    }

    /// <summary>The address of the certificate, as the message states it.</summary>
    public string CertificateAddress => Given("SigningCertURL");

    /// <summary>The address that confirms the subscription, as the message states it.</summary>
    public string ConfirmationAddress => Given("SubscribeURL");

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidPayloadException">It is none of SNS, as where raw message delivery is on.</exception>
    public static SnsMessage Read(JsonElement payload)
    {
        var node = PayloadNode.Root(payload);
        var type = node.Scalar("Type") is "Notification" or Confirmation or "UnsubscribeConfirmation"
            ? node.Scalar("Type")!
            : throw node.Invalid("Type", "Is no message of SNS, which signs its messages; switch raw message delivery off.");
        return new SnsMessage(node, type);
    }

    private static string TextOf(PayloadNode node, string[] fields)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
        {
            if (node.Text(field) is { } value) text.Append(field).Append('\n').Append(value).Append('\n');
        }

        return text.ToString();
    }

    private string Given(string field) => _node.Scalar(field)
        ?? throw _node.Invalid(field, "Is missing; a signed message of SNS was expected.");
}
