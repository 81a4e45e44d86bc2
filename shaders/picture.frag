// A picture that was painted elsewhere, pixel by pixel.
in vec2 v_texel;
uniform sampler2D u_picture;
out vec4 o_color;

void main() {
    o_color = texture(u_picture, v_texel);
}
