using System.Text;

namespace Kubernetes.Client.Connection.Credentials;

/// <summary>A token that a kubelet, or anybody, renews in place.</summary>
internal sealed class TokenFile(string path, TimeProvider clock) : ICredentialSource
{
    private readonly WatchedFile<Credential> _file = new(path, clock, bytes => new Credential(Decode(path, bytes), null));

    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return ValueTask.FromResult(_file.Read());
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CredentialException($"token file {path} cannot be read ({unreadable.Message}); mount or write it, or name another.", unreadable);
        }
    }

    public void Forget() => _file.Forget();

    private static string Decode(string path, byte[] bytes)
    {
        var token = Encoding.UTF8.GetString(bytes).Trim();
        return token.Length > 0 && token.All(character => character is > ' ' and < '\x7f')
            ? token
            : throw new CredentialException(
                token.Length == 0 ? $"token file {path} is empty; write a token into it." : $"token file {path} holds characters that no token has; write a token into it, alone.");
    }
}
