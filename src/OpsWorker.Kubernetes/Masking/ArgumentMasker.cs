using System.Text;
using System.Text.Json;
using OpsWorker.Kubernetes.Masking.Names;
using OpsWorker.Kubernetes.Masking.Text;

namespace OpsWorker.Kubernetes.Masking;

/// <summary>Masks the arguments of a command: behind a flag by the flag's name, else as text.</summary>
internal sealed class ArgumentMasker(TextMasker text, MaskRun run)
{
    private const int MaxCommand = 512;

    private readonly StringBuilder _command = new();
    private string _before = "";

    public void Write(Utf8JsonWriter writer, JsonElement arguments)
    {
        writer.WriteStartArray();
        foreach (var argument in arguments.EnumerateArray())
        {
            if (argument.ValueKind == JsonValueKind.String) writer.WriteStringValue(Mask(argument.GetString()!));
            else argument.WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    private string Mask(string word)
    {
        var masked = run.IsExhausted ? run.Withhold(word.Length) : MaskWord(word);
        if (_command.Length < MaxCommand) _command.Append(word.AsSpan(0, Math.Min(word.Length, MaxCommand))).Append(' ');
        _before = word;
        return masked;
    }

    private string MaskWord(string word)
    {
        run.Add(_before.Length);
        if (_before is "-u" or "--user" && FlagScanner.PasswordOfUser(word) is var password and >= 0)
        {
            return word[..password] + run.Replace("value", _before, word.AsSpan(password));
        }

        // redis-server as a command with its directives as words.
        var kind = _before is "requirepass" or "masterauth" ? NameKind.Password : FlagScanner.KindOf(_before, word, _command.ToString());
        if (SecretValue.Is(kind, _before, word, ValuePlace.Field)) return run.Replace("value", _before, word);
        return KeyBlocks.IsLine(word) && SecretName.IsPublic(_before) ? word : text.Mask(word, run);
    }
}
