// The rectangle of the viewport, the picture's rows from its top.
uniform vec2 u_extent; // how far the picture goes along u and v of its texture
out vec2 v_texel;

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    v_texel = vec2(corner.x, 1.0 - corner.y) * u_extent;
    gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
